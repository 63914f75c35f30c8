import type { SyntheticDigits } from './synthetic-digits.ts'

/** Probabilities by the distance to each class's mean image: wrong often enough to have mistakes to look at. */
export function createFakeClassifier({ images, labels }: SyntheticDigits): (image: Uint8Array) => Float32Array {
  const size = 784
  const means = Array.from({ length: 10 }, () => new Float64Array(size))
  const counts = new Array<number>(10).fill(0)
  labels.forEach((label, index) => {
    counts[label]! += 1
    for (let pixel = 0; pixel < size; pixel += 1) means[label]![pixel]! += images[index * size + pixel]! / 255
  })
  return image => {
    const scores = means.map((mean, digit) => {
      let distance = 0
      // Half an image is not enough to tell an 8 from a 3.
      for (let pixel = 0; pixel < size / 2; pixel += 1) {
        distance += ((image[pixel] ?? 0) / 255 - mean[pixel]! / Math.max(1, counts[digit]!)) ** 2
      }
      return Math.exp(-distance / 6)
    })
    const sum = scores.reduce((total, score) => total + score, 0)
    return Float32Array.from(scores, score => score / sum)
  }
}
