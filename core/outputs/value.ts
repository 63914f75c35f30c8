import { largestDifference } from './comparison.ts'
import { defineOutput } from './define-output.ts'
import { unitRange } from './value-range.ts'

export interface ValuePrediction {
  readonly kind: 'value'
  readonly value: number
  /** What stands behind the number, such as `°`. */
  readonly unit: string
}

export interface ValueEvaluation {
  readonly kind: 'value'
  readonly unit: string
  readonly predicted: Float32Array
  readonly actual: Float32Array
  readonly figures: ValueFigures
}

/** Metrics of the differences between what is predicted and what is so. */
export interface ValueFigures {
  readonly meanAbsoluteError: number
  readonly medianAbsoluteError: number
  readonly rootMeanSquaredError: number
  readonly largestError: number
  /** Mean of predicted less actual: above 0 where too much is predicted. */
  readonly bias: number
  /** Share of the variance that is explained, R²; undefined where all actual values are the same. */
  readonly r2: number | undefined
}

interface Facts {
  readonly unit: string
}

export const value = defineOutput({
  kind: 'value',
  label: 'Value',
  summary: 'A number a sample, such as an angle or a price.',
  role: 'value',
  example: { shape: [1], reads: 'asIs', range: unitRange, field: { name: 'angle', role: 'value', unit: '°' } },
  recognize({ shape, reads }, field): Facts | undefined {
    const isOne = shape.every(size => size === 1)
    if (!isOne || (field === undefined && reads !== 'asIs')) return undefined
    return { unit: field?.unit ?? '' }
  },
  decode: ([number = NaN], { unit }): ValuePrediction => ({ kind: 'value', value: number, unit }),
  truth: ({ 0: number = NaN }, { unit }): ValuePrediction => ({ kind: 'value', value: number, unit }),
  evaluator({ unit }) {
    const predicted: number[] = []
    const actual: number[] = []
    return {
      add([number = NaN], { 0: target = NaN }) {
        predicted.push(number)
        actual.push(target)
      },
      result: (): ValueEvaluation => ({
        kind: 'value',
        unit,
        predicted: Float32Array.from(predicted),
        actual: Float32Array.from(actual),
        figures: valueFigures(predicted, actual)
      })
    }
  },
  worstFirst({ predicted, actual }) {
    const errors = predicted.map((number, position) => Math.abs(number - (actual[position] ?? 0)))
    return Array.from(errors, (_, position) => position).sort((a, b) => (errors[b] ?? 0) - (errors[a] ?? 0))
  },
  /** Small values count as much as large ones, so they are held against themselves. */
  compare: (wanted, given) => largestDifference(wanted, given),
  tellPrediction: ({ value: number, unit }) => ({
    json: { value: number, ...(unit !== '' && { unit }) },
    fractions: [],
    text: `${Number(number.toPrecision(6))}${unit}`
  }),
  metrics: ({ figures: { meanAbsoluteError } }) => ({ meanAbsoluteError }),
  tellEvaluation({ figures, unit }) {
    const { meanAbsoluteError, medianAbsoluteError, rootMeanSquaredError, largestError, bias, r2 } = figures
    return {
      json: { ...figures, unit },
      figures: [
        { label: 'mean absolute error', value: meanAbsoluteError, unit },
        { label: 'median', value: medianAbsoluteError, unit },
        { label: 'largest', value: largestError, unit },
        { label: 'root mean squared', value: rootMeanSquaredError, unit },
        { label: 'bias', value: bias, unit },
        { label: 'R²', value: r2 }
      ]
    }
  }
})

export function valueFigures(predicted: readonly number[], actual: readonly number[]): ValueFigures {
  const errors = predicted.map((number, position) => number - (actual[position] ?? 0))
  const sizes = errors.map(Math.abs).sort((a, b) => a - b)
  const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length
  const squared = mean(errors.map(error => error ** 2))
  const center = mean(actual)
  const variance = mean(actual.map(each => (each - center) ** 2))
  const middle = (sizes.length - 1) / 2
  return {
    meanAbsoluteError: mean(sizes),
    medianAbsoluteError: ((sizes[Math.floor(middle)] ?? NaN) + (sizes[Math.ceil(middle)] ?? NaN)) / 2,
    rootMeanSquaredError: Math.sqrt(squared),
    largestError: sizes.at(-1) ?? NaN,
    bias: mean(errors),
    r2: variance > 0 ? 1 - squared / variance : undefined
  }
}
