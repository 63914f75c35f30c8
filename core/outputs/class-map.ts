import { yesAbove } from '../metrics/predicted-class.ts'
import { assert } from '../assert.ts'
import { classColor } from './class-colors.ts'
import { largestDifference } from './comparison.ts'
import { classMetrics, emptyConfusion, predictionsFor, type ClassMetrics, type Confusion } from './confusion.ts'
import { defineOutput } from './define-output.ts'
import { unitRange } from './value-range.ts'

export interface ClassMapPrediction {
  readonly kind: 'classMap'
  readonly classes: readonly string[]
  readonly height: number
  readonly width: number
  /** The class of each pixel, row by row. */
  readonly map: Uint8Array
}

export interface ClassMapEvaluation {
  readonly kind: 'classMap'
  readonly classes: readonly string[]
  /** Counts of pixels. */
  readonly confusion: Confusion
  readonly perClass: readonly MapClassFigures[]
  /** Over the classes that occur. */
  readonly meanIoU: number
  readonly pixelAccuracy: number
  /** The share of each sample's pixels that is wrong. */
  readonly wrong: Float32Array
}

/** Counted in pixels. */
export interface MapClassFigures extends ClassMetrics {
  /** Intersection over union; undefined where the class occurs nowhere. */
  readonly iou: number | undefined
}

interface Facts {
  readonly classes: readonly string[]
  readonly height: number
  readonly width: number
}

/** A byte a pixel. */
const mostClasses = 256

export const classMap = defineOutput({
  kind: 'classMap',
  label: 'Class map',
  summary: 'The class of each pixel of the image.',
  role: 'mask',
  example: {
    shape: [4, 5, 2],
    reads: 'softmax',
    range: unitRange,
    field: { name: 'mask', role: 'mask', height: 4, width: 5, classes: ['ground', 'shape'] }
  },
  recognize({ shape, reads }, field): Facts | undefined {
    const [height = 0, width = 0, values = 0] = shape
    if (shape.length !== 3) return undefined
    if (field === undefined) {
      if (reads !== 'softmax' || values < 2 || values > mostClasses) return undefined
      return { classes: Array.from({ length: values }, (_, index) => String(index)), height, width }
    }
    const count = field.classes.length
    return values === count || (values === 1 && count === 2) ? { classes: field.classes, height, width } : undefined
  },
  decode: (values, facts): ClassMapPrediction => ({ kind: 'classMap', ...facts, map: mapOf(values, facts) }),
  truth: (target, facts): ClassMapPrediction => ({ kind: 'classMap', ...facts, map: Uint8Array.from(target) }),
  evaluator(facts) {
    const confusion = emptyConfusion(facts.classes.length)
    const wrong: number[] = []
    return {
      add(values, target) {
        assert(target.length === facts.height * facts.width, 'A class map is compared with one of its size.')
        let mistakes = 0
        mapOf(values, facts).forEach((predicted, pixel) => {
          const label = target[pixel] ?? 0
          const row = confusion[label]
          if (row) row[predicted] = (row[predicted] ?? 0) + 1
          if (predicted !== label) mistakes += 1
        })
        wrong.push(mistakes / (facts.height * facts.width))
      },
      result: () => evaluationOf(facts.classes, confusion, Float32Array.from(wrong))
    }
  },
  worstFirst: ({ wrong }) =>
    Array.from(wrong, (_, position) => position).sort((a, b) => (wrong[b] ?? 0) - (wrong[a] ?? 0)),
  compare: (wanted, given) => largestDifference(wanted, given, 1),
  tellPrediction({ classes, height, width, map }) {
    const counts = new Array<number>(classes.length).fill(0)
    for (const each of map) counts[each] = (counts[each] ?? 0) + 1
    const fractions = counts
      .map((count, index) => ({ label: classes[index] ?? String(index), fraction: count / map.length }))
      .filter(({ fraction }) => fraction > 0)
      .sort((left, right) => right.fraction - left.fraction)
    const image = { height, width, channels: 1, bytes: map, colors: classes.map((_, index) => classColor(index)) }
    return { json: { classes: fractions }, fractions, image }
  },
  metrics: ({ meanIoU, pixelAccuracy }) => ({ meanIoU, pixelAccuracy }),
  tellEvaluation({ classes, confusion, perClass, meanIoU, pixelAccuracy }) {
    const percent = (fraction: number | undefined) => ({ value: fraction, unit: 'percent' })
    return {
      json: {
        meanIoU,
        pixelAccuracy,
        perClass: perClass.map((figures, index) => ({ label: classes[index], ...figures })),
        confusion
      },
      figures: [],
      table: {
        headings: ['Class', 'Pixels', 'IoU', 'Precision', 'Recall'],
        rows: perClass.map(({ count, iou, precision, recall }, index) => [
          classes[index] ?? String(index),
          count,
          percent(iou),
          percent(precision),
          percent(recall)
        ])
      }
    }
  }
})

/** The likeliest class of each pixel; a single value tells two apart at one half. */
function mapOf(values: Float32Array, { height, width }: Facts): Uint8Array {
  const pixels = height * width
  const map = new Uint8Array(pixels)
  const depth = values.length / pixels
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    if (depth === 1) map[pixel] = (values[pixel] ?? 0) > yesAbove ? 1 : 0
    else map[pixel] = likeliestFrom(values, pixel * depth, depth)
  }
  return map
}

function likeliestFrom(values: Float32Array, start: number, depth: number): number {
  let best = 0
  for (let index = 1; index < depth; index += 1) {
    if ((values[start + index] ?? 0) > (values[start + best] ?? 0)) best = index
  }
  return best
}

function evaluationOf(classes: readonly string[], confusion: Confusion, wrong: Float32Array): ClassMapEvaluation {
  const perClass = classMetrics(confusion).map((figures, label) => {
    const right = confusion[label]?.[label] ?? 0
    const union = figures.count + predictionsFor(confusion, label) - right
    return { ...figures, iou: union > 0 ? right / union : undefined }
  })
  const ious = perClass.flatMap(({ iou }) => iou ?? [])
  const all = perClass.reduce((sum, { count }) => sum + count, 0)
  const right = confusion.reduce((sum, row, label) => sum + (row[label] ?? 0), 0)
  return {
    kind: 'classMap',
    classes,
    confusion,
    perClass,
    meanIoU: ious.reduce((sum, iou) => sum + iou, 0) / ious.length,
    pixelAccuracy: right / all,
    wrong
  }
}
