import { readFileSync } from 'node:fs'
import { splitIndices, type SplitIndices } from '../core/data/split.ts'
import { imagesAndLabels, type LabeledImages } from './images-and-labels.ts'

/** The 10,000 digits that the set-up packs. */
export function digits(): LabeledImages {
  const read = (name: string, header: number): Uint8Array =>
    new Uint8Array(readFileSync(`assets/generated/digits/${name}`)).subarray(header)
  const images = read('images-idx3-ubyte', 16)
  const labels = Int32Array.from(read('labels-idx1-ubyte', 8))
  const classes = Array.from({ length: 10 }, (_, digit) => String(digit))
  return imagesAndLabels(
    { id: 'digits', fingerprint: 'digits' },
    { height: 28, width: 28, channels: 1, classes },
    images,
    labels
  )
}

/** The first-start split: 8,000, 1,000 and 1,000. */
export function digitParts({ labels }: LabeledImages): SplitIndices {
  return splitIndices(labels, { seed: 1, validation: 0.1, test: 0.1 })
}
