import type { Image } from '../../../core/data/place-image.ts'
import type { Samples } from '../../../core/train/samples.ts'

/** In rows that are four times as long as there are rows. */
export function sampleGrid({ shape: [count, height, width, channels], bytes }: Samples): Image {
  const rows = Math.max(1, Math.floor(Math.sqrt(count / 4)))
  const columns = Math.ceil(count / rows)
  const line = width * channels
  const grid = new Uint8Array(rows * height * columns * line)
  for (let sample = 0; sample < count; sample += 1) {
    const [row, column] = [Math.floor(sample / columns), sample % columns]
    for (let y = 0; y < height; y += 1) {
      const from = (sample * height + y) * line
      grid.set(bytes.subarray(from, from + line), ((row * height + y) * columns + column) * line)
    }
  }
  return { height: rows * height, width: columns * width, channels, bytes: grid }
}
