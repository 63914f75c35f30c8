/** Numbers from 0 to 1 by the formula of test/fixtures/outputs/make.py. */
export function numbers(count: number, start: number): Float32Array {
  return Float32Array.from({ length: count }, (_, index) => (((index + start) * 7919 + 12_345) % 20_011) / 20_011)
}
