/** Samples of each class, in the order of the classes. */
export function classCounts(labels: Int32Array, classCount: number): readonly number[] {
  const counts = new Array<number>(classCount).fill(0)
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1
  return counts
}
