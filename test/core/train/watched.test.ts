import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Recipe } from '../../../core/recipe/recipe.ts'
import { noPlateau, type Schedule } from '../../../core/recipe/schedules.ts'
import type { EpochMetrics } from '../../../core/train/run.ts'
import { nextPlateau, rateFeed } from '../../../core/train/updates/rates.ts'
import { bestEpoch, unwatched, watchedAfter, watchedOver } from '../../../core/train/watched.ts'

interface Case {
  readonly id: string
  readonly monitor: string
  readonly stopping: { readonly patience: number; readonly minDelta?: number; readonly startFromEpoch?: number }
  readonly plateau: Omit<Extract<Schedule, { kind: 'reduceOnPlateau' }>, 'kind' | 'monitor'>
}

interface Given {
  readonly epochs: Readonly<Record<'loss' | 'validationLoss' | 'validationAccuracy', readonly number[]>>
  readonly cases: readonly Case[]
}

interface Value {
  readonly stopped: number | null
  readonly best: readonly number[]
  readonly rates: readonly number[]
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../fixtures/watched/${name}`, import.meta.url), 'utf8'))
const { cases, epochs: figures } = read('cases.json') as Given
const values = read('values.json') as Readonly<Record<string, Value>>

const epochs: readonly EpochMetrics[] = figures.loss.map((loss, index) => ({
  epoch: index + 1,
  metrics: { loss, accuracy: 0.5 },
  validation: { loss: figures.validationLoss[index]!, accuracy: figures.validationAccuracy[index]! },
  milliseconds: 1
}))
const updates = [{ name: 'main', optimizer: { kind: 'sgd', learningRate: 0.3 } }] as const

/** After each epoch. */
function watchedThrough(recipe: Parameters<typeof watchedAfter>[0]) {
  let watched = unwatched
  return epochs.map(epoch => (watched = watchedAfter(recipe, watched, epoch)))
}

describe('watching a figure from epoch to epoch', () => {
  it.each(cases)("ends after the epoch at which Keras's EarlyStopping ends: $id", ({ id, monitor, stopping }) => {
    const earlyStopping = { kind: 'earlyStopping', ...stopping } as const
    const first = watchedThrough({ updates, monitor, earlyStopping }).findIndex(({ isOver }) => isOver)
    expect(first < 0 ? null : first + 1).toBe(values[id]!.stopped)
  })

  it.each(cases)("keeps the epochs that Keras's ModelCheckpoint keeps: $id", ({ id, monitor }) => {
    const best = watchedThrough({ updates, monitor }).map(watched => watched.best?.epoch)
    expect(best.filter((epoch, index) => epoch === index + 1)).toEqual(values[id]!.best)
  })

  it.each(cases)("lets the learning rate fall when Keras's ReduceLROnPlateau does: $id", ({ id, monitor, plateau }) => {
    const update = { ...updates[0], schedule: { kind: 'reduceOnPlateau', ...plateau, monitor } as const }
    let state = noPlateau
    const rates = epochs.map(epoch => {
      ;({ state } = nextPlateau(update, state, epoch))
      return Number(rateFeed(update, { step: 0, stepsPerEpoch: 1, epochs: 20 }, state).data[0])
    })
    expect(rates).toEqual(values[id]!.rates.map(rate => expect.closeTo(rate, 6) as number))
    expect(new Set(rates).size).toBeGreaterThan(1)
  })

  it('goes by the metric that the network is judged by first, on the validation samples, where nothing is named', () => {
    expect(bestEpoch({ updates }, epochs)?.epoch).toBe(values['accuracy']!.best.at(-1))
  })

  it('lets no training figure stand in where no samples are held out', () => {
    const withoutValidation = epochs.map(({ validation: _, ...epoch }) => epoch)
    expect(bestEpoch({ updates }, withoutValidation)).toBeUndefined()
  })

  it('takes no side between several updates', () => {
    const two: Recipe['updates'] = [
      { ...updates[0], name: 'first' },
      { ...updates[0], name: 'second' }
    ]
    expect(bestEpoch({ updates: two }, epochs)).toBeUndefined()
    expect(bestEpoch({ updates: two, monitor: 'validation/loss' }, epochs)?.epoch).toBe(11)
  })

  it('calls no epoch best whose figure is no number', () => {
    const lost = [Number.NaN, 0.5, Number.NaN].map((accuracy, index): EpochMetrics => ({
      ...epochs[index]!,
      validation: { loss: 1, accuracy }
    }))
    expect(bestEpoch({ updates }, lost)?.epoch).toBe(2)
  })

  it('counts anew after an end, for a training that goes on', () => {
    const recipe = {
      updates,
      monitor: 'validation/loss',
      earlyStopping: { kind: 'earlyStopping', patience: 2 }
    } as const
    const worse = [1, 2, 2, 2, 2].map((loss, index): EpochMetrics => ({ ...epochs[index]!, validation: { loss } }))
    const over = worse.map((_, index) => watchedOver(recipe, worse.slice(0, index + 1)).isOver)
    expect(over).toEqual([false, false, true, false, true])
  })
})
