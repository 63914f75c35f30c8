/** Where each of so many ports stands along a node's side, as shares of its width: the first of two in the middle. */
export function portShares(count: number): readonly number[] {
  if (count <= 1) return [0.5]
  // The main way through a network stays a straight line; a label's or a target's port stands aside.
  if (count === 2) return [0.5, 0.82]
  return Array.from({ length: count }, (_, index) => (index + 1) / (count + 1))
}
