import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import {
  inSentence,
  isBetter,
  mainMetric,
  mainNames,
  metricLabel,
  metrics,
  parseMetric
} from '../../../core/metrics/catalogue.ts'
import { accuracy } from '../../../core/metrics/accuracy.ts'

it('holds every metric of its folder, by names and sums that no two share', async () => {
  const folder = fileURLToPath(new URL('../../../core/metrics', import.meta.url))
  const others = ['catalogue.ts', 'figure.ts', 'metric.ts', 'predicted-class.ts']
  const files = readdirSync(folder).filter(file => !others.includes(file))
  for (const file of files) {
    const exported = Object.values((await import(/* @vite-ignore */ `${folder}/${file}`)) as Record<string, unknown>)
    expect(
      exported.filter(value => (metrics as readonly unknown[]).includes(value)),
      file
    ).toHaveLength(1)
  }
  expect(files).toHaveLength(metrics.length)
  const names = metrics.map(({ name }) => name)
  const sums = metrics.flatMap(metric => metric.sums)
  expect([new Set(names).size, new Set(sums).size]).toEqual([names.length, sums.length])
})

it('finds a metric behind the path of the loss that measures it', () => {
  expect(parseMetric('heads/auxiliary/accuracy')).toEqual({ head: 'heads/auxiliary', metric: accuracy })
  expect(parseMetric('accuracy')).toEqual({ head: undefined, metric: accuracy })
  expect(parseMetric('ofALaterVersion')).toEqual({ head: undefined, metric: undefined })
})

it('labels metrics for headings and for sentences, and one that it does not know by its name', () => {
  expect(['meanIoU', 'auxiliary/meanIoU', 'unknown'].map(metricLabel)).toEqual([
    'Mean IoU',
    'auxiliary: mean IoU',
    'unknown'
  ])
  expect(inSentence('Mean IoU')).toBe('mean IoU')
})

it('judges a network first by what its main head measures beside the loss, else by the loss', () => {
  expect(mainMetric({ loss: 1, meanIoU: 0.5, pixelAccuracy: 0.9, 'auxiliary/accuracy': 1 })).toBe('meanIoU')
  expect(mainMetric({ loss: 1, 'auxiliary/loss': 2 })).toBe('loss')
  expect(mainNames({ loss: 1, 'auxiliary/loss': 2, accuracy: 0 })).toEqual(['loss', 'accuracy'])
})

it('knows which value is better', () => {
  expect([isBetter('accuracy', 0.9, 0.8), isBetter('meanAbsoluteError', 0.9, 0.8)]).toEqual([true, false])
  expect([isBetter('auxiliary/loss', 1, 2), isBetter('loss', Number.NaN, 2)]).toEqual([true, false])
})
