import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readFrames, readRun } from '../../../../electron/storage/runs/runs.ts'
import { upgradeMetrics } from '../../../../electron/storage/runs/upgrade-metrics.ts'

/** A project with runs as they were written before metrics had names. */
const project = fileURLToPath(new URL('../../../fixtures/runs/before-named-metrics', import.meta.url))

describe('a run of before metrics had names', () => {
  test('has all numbers that a classifier told, by their names', async () => {
    const { epochs, test: onTestSet } = await readRun(project, 'classifier')
    expect(epochs.map(({ metrics, validation }) => [metrics, validation])).toEqual([
      [
        { loss: 0.5216583251953125, accuracy: 0.845375 },
        { loss: 0.27179638671875, accuracy: 0.926 }
      ],
      [
        { loss: 0.25276756286621094, accuracy: 0.925125 },
        { loss: 0.2116206817626953, accuracy: 0.94 }
      ]
    ])
    expect(onTestSet).toEqual({ loss: 0.2490542449951172, accuracy: 0.929 })
    const frames = await readFrames(project, 'classifier')
    expect(frames.map(({ metrics }) => metrics)).toEqual([
      { loss: 2.2986690998077393, accuracy: 0.125 },
      { loss: 0.9953170439292645, accuracy: 0.709051724137931 },
      { loss: 0.20663095693119238, accuracy: 0.9369877049180327 }
    ])
  })

  test('has the loss alone where it told nothing else', async () => {
    const { epochs, test: onTestSet } = await readRun(project, 'restoring')
    expect(epochs[0]).toMatchObject({
      metrics: { loss: 0.04183676528930664 },
      validation: { loss: 0.006414993762969971 }
    })
    expect(onTestSet).toEqual({ loss: 0.006575954437255859 })
  })

  test('has a loss that was no number, and no validation where none was told', () => {
    expect(upgradeMetrics({ epoch: 1, loss: 'NaN', milliseconds: 3 })).toEqual({
      epoch: 1,
      metrics: { loss: 'NaN' },
      milliseconds: 3
    })
  })
})

test('what is written today is left as it is', () => {
  const epoch = { epoch: 1, metrics: { loss: 1 }, validation: { loss: 2 }, milliseconds: 3 }
  expect(upgradeMetrics(epoch)).toEqual(epoch)
})
