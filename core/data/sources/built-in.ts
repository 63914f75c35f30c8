import { randomOf } from '../../random.ts'
import type { DatasetSettings } from '../dataset.ts'
import { imageAndLabel } from '../fields/catalogue.ts'
import type { SampleRows } from '../sample-rows.ts'
import { rotateImage } from './rotate-image.ts'
import { drawShapes, shapeFields } from './shapes.ts'

/** A dataset that the program brings along. */
export interface BuiltInDataset {
  readonly settings: DatasetSettings
  readonly summary: string
  /** Made up, without any file. */
  readonly made?: { readonly count: number; sample(index: number): SampleRows }
  /** Made of the digits, one of each. */
  ofDigit?(digit: SampleRows, index: number): SampleRows
}

const split = { seed: 1, validation: 0.1, test: 0.1 }
const digitForm = { size: [28, 28], channels: 1, fit: 'pad', split } as const

/** The 10,000 handwritten digits; 1,000 for validation and 1,000 held out. */
export const digits: DatasetSettings = {
  id: 'digits',
  name: 'Digits',
  source: { kind: 'builtIn', name: 'digits' },
  ...digitForm
}

export const shapes: DatasetSettings = {
  id: 'shapes',
  name: 'Shapes',
  source: { kind: 'builtIn', name: 'shapes' },
  size: [64, 64],
  channels: 3,
  fit: 'stretch',
  fields: shapeFields,
  split
}

const digitNames = Array.from({ length: 10 }, (_, digit) => String(digit))

export const rotatedDigits: DatasetSettings = {
  id: 'rotatedDigits',
  name: 'Rotated digits',
  source: { kind: 'builtIn', name: 'rotatedDigits' },
  ...digitForm,
  fields: [
    ...imageAndLabel({ height: 28, width: 28, channels: 1, classes: digitNames }),
    { name: 'angle', role: 'value', unit: '°' }
  ]
}

const shapeCount = 3000
/** Degrees to either side, in tenths of a degree. */
const mostTurn = 45

export const builtInDatasets = named({
  digits: { settings: digits, summary: '10,000 handwritten digits, each with its class.' },
  shapes: {
    settings: shapes,
    summary: '3,000 made-up images of colored shapes, each with its label, boxes, class map and caption.',
    made: { count: shapeCount, sample: index => drawShapes(1, index) }
  },
  rotatedDigits: {
    settings: rotatedDigits,
    summary: 'The digits, each turned by an angle that is to be measured.',
    ofDigit(digit, index) {
      const angle = (randomOf(1, 'rotated digits', index).below(20 * mostTurn + 1) - 10 * mostTurn) / 10
      const { image } = digit
      if (!(image instanceof Uint8Array)) return digit
      return {
        ...digit,
        image: rotateImage(image, { height: 28, width: 28 }, angle),
        angle: Float32Array.of(angle)
      }
    }
  }
})

function named<Name extends string>(datasets: Readonly<Record<Name, BuiltInDataset>>) {
  return datasets
}
