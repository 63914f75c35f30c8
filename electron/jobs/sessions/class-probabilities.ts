/** One probability for each class; of a single predicted value for two classes both. Undefined for predictions of another kind, such as images. */
export function classProbabilities(
  values: Float32Array,
  samples: number,
  classCount: number
): Float32Array | undefined {
  if (values.length === samples * classCount) return values
  if (classCount !== 2 || values.length !== samples) return undefined
  return Float32Array.from({ length: 2 * samples }, (_, place) => {
    const second = values[place >> 1] ?? 0
    return place % 2 === 0 ? 1 - second : second
  })
}
