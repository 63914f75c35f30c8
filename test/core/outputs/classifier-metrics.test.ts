import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { classifierMetrics, type Evaluated } from '../../../core/outputs/classifier-metrics.ts'

interface Case {
  readonly samples: number
  readonly classes: number
  readonly levels: number
  readonly absent: number
  readonly k: number
  readonly figures: Readonly<Record<string, number>>
}

const { cases } = JSON.parse(readFileSync(new URL('../../fixtures/metrics/values.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly Case[]
}

/** The formula of test/fixtures/metrics/make.py. */
function evaluatedOf({ samples, classes, levels, absent }: Case): Evaluated {
  const labels = Int32Array.from({ length: samples }, (_, sample) => (sample * 7) % classes).map(label =>
    label === absent ? 0 : label
  )
  const probabilities = new Float32Array(samples * classes)
  labels.forEach((label, sample) => {
    const scores = Array.from({ length: classes }, (_, position) => {
      const score = ((((sample * classes + position) * 7919 + 12_345) % 20_011) % levels) + 1
      return score + (position === label && sample % 3 === 0 ? levels : 0)
    })
    const sum = scores.reduce((total, score) => total + score, 0)
    probabilities.set(
      scores.map(score => score / sum),
      sample * classes
    )
  })
  return { labels, probabilities, classCount: classes }
}

function confusionOf({ labels, probabilities, classCount }: Evaluated): number[][] {
  const confusion = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0))
  for (let sample = 0; sample < labels.length; sample++) {
    const row = [...probabilities.subarray(sample * classCount, (sample + 1) * classCount)]
    confusion[labels[sample]!]![row.indexOf(Math.max(...row))]! += 1
  }
  return confusion
}

describe('the figures of an evaluation', () => {
  it.each(cases)('are those of scikit-learn for $samples samples of $classes classes', each => {
    const evaluated = evaluatedOf(each)
    const { topK, perClass, ...rest } = classifierMetrics(evaluated, confusionOf(evaluated), each.k)
    const ours: Readonly<Record<string, number | undefined>> = { ...rest, topK: topK.accuracy }
    expect(topK.k).toBe(each.k)
    expect(perClass).toHaveLength(each.classes)
    for (const [name, value] of Object.entries(each.figures)) expect(ours[name], name).toBeCloseTo(value, 6)
  })

  it('have no area under the curve where all labels are of one class', () => {
    const evaluated = { labels: [1, 1], probabilities: Float32Array.of(0.2, 0.8, 0.6, 0.4), classCount: 2 }
    expect(classifierMetrics(evaluated, confusionOf(evaluated)).auc).toBeUndefined()
  })
})
