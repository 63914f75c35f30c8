import { shapeText } from '../ops/tensor.ts'
import { largestDifference } from './comparison.ts'
import { defineOutput } from './define-output.ts'
import { unitRange } from './value-range.ts'

export interface FeaturesPrediction {
  readonly kind: 'features'
  readonly shape: readonly number[]
  readonly values: Float32Array
}

export interface FeaturesEvaluation {
  readonly kind: 'features'
}

/** Numbers that no other kind reads: the last of the catalogue, so that every network can be asked. */
export const features = defineOutput({
  kind: 'features',
  label: 'Features',
  summary: 'Numbers that something else goes on with.',
  example: { shape: [2, 7], reads: 'asIs', range: unitRange },
  recognize: ({ shape }): readonly number[] => shape,
  decode: (values, shape): FeaturesPrediction => ({ kind: 'features', shape, values }),
  truth: (target, shape): FeaturesPrediction => ({ kind: 'features', shape, values: Float32Array.from(target) }),
  evaluator: () => ({ add: () => undefined, result: (): FeaturesEvaluation => ({ kind: 'features' }) }),
  worstFirst: () => [],
  compare: (wanted, given) => largestDifference(wanted, given, 1),
  tellPrediction: ({ shape, values }) => ({
    json: { shape, values: [...values] },
    fractions: [],
    text: shapeText(shape)
  }),
  metrics: () => ({}),
  tellEvaluation: () => ({ json: {}, figures: [] })
})
