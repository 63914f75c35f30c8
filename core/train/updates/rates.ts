import { completeSetting, kindOf } from '../../kinds.ts'
import type { HostTensor } from '../../engine.ts'
import type { Variable } from '../../ops/graph-writer.ts'
import { plateauMonitor, costOf, type EpochFigures } from '../monitor.ts'
import { optimizers } from '../../program/optimizers/catalogue.ts'
import type { Slot } from '../../program/optimizers/apply-optimizer.ts'
import type { Update } from '../../recipe/recipe.ts'
import { afterEpoch, noPlateau, rateAt, type Moment, type PlateauState, type Schedule } from '../../recipe/schedules.ts'

const none: Schedule = { kind: 'constant' }

/** What an update starts with: its optimizer's own rate where the recipe names none. */
export function learningRateOf({ optimizer }: Update): number {
  return Number(completeSetting(kindOf(optimizers, optimizer.kind), optimizer)['learningRate'])
}

/** The learning rate of one step of an update, as the step's feed takes it. */
export function rateFeed(update: Update, moment: Moment, plateau?: PlateauState): HostTensor {
  const rate = rateAt(update.schedule ?? none, learningRateOf(update), moment, plateau)
  return { dtype: 'float32', shape: [], data: Float32Array.of(rate) }
}

const fields = ['best', 'wait', 'cooldown', 'share'] as const

/** The variables that keep a plateau's state for a checkpoint; undefined for a schedule that remembers nothing. */
export function plateauOf({ name, schedule }: Update): { readonly slots: readonly Slot[] } | undefined {
  if (schedule?.kind !== 'reduceOnPlateau') return undefined
  const slots = fields.map(field => {
    const path = `train/${name}/plateau/${field}`
    const variable: Variable = { key: path, path, dtype: 'float32', shape: [] }
    return { variable, initial: noPlateau[field] }
  })
  return { slots }
}

/** The state that a checkpoint holds, or the one that a training starts with. */
export function readPlateau(update: Update, tensors: Readonly<Record<string, HostTensor>> = {}): PlateauState {
  const valueOf = (field: keyof PlateauState): number => {
    const value = tensors[`train/${update.name}/plateau/${field}`]?.data[0]
    return typeof value === 'number' ? value : noPlateau[field]
  }
  return { best: valueOf('best'), wait: valueOf('wait'), cooldown: valueOf('cooldown'), share: valueOf('share') }
}

/** The state after an epoch, with the feeds that put it into the session. */
export function nextPlateau(
  update: Update,
  before: PlateauState,
  figures: EpochFigures
): { readonly state: PlateauState; readonly feeds: Readonly<Record<string, HostTensor>> } {
  const { schedule = none } = update
  const named = schedule.kind === 'reduceOnPlateau' ? (schedule.monitor ?? '') : ''
  const cost = costOf(plateauMonitor(named, figures), figures) ?? Number.NaN
  const state = afterEpoch(schedule, learningRateOf(update), before, cost)
  const feeds = fields.map(field => {
    const value: HostTensor = { dtype: 'float32', shape: [], data: Float32Array.of(state[field]) }
    return [`train/${update.name}/plateau/${field}`, value] as const
  })
  return { state, feeds: Object.fromEntries(feeds) }
}
