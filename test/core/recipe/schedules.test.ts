import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { optimizers } from '../../../core/program/optimizers/catalogue.ts'
import {
  afterEpoch,
  dependsOnEnd,
  noPlateau,
  rateAt,
  schedules,
  type Schedule
} from '../../../core/recipe/schedules.ts'

interface Case {
  readonly id: string
  readonly schedule: Schedule
}

interface Given {
  readonly stepsPerEpoch: number
  readonly epochs: number
  readonly learningRate: number
  readonly cases: readonly Case[]
  readonly plateaus: readonly Case[]
  /** Validation losses, epoch by epoch. */
  readonly losses: readonly number[]
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../fixtures/schedules/${name}`, import.meta.url), 'utf8'))
const given = read('cases.json') as Given
const values = read('values.json') as Readonly<Record<string, readonly number[]>>
const { stepsPerEpoch, epochs, learningRate } = given

/** Each rate over the one that Keras or PyTorch gives, as a distance from 1. */
function worst(ours: readonly number[], theirs: readonly number[]): number {
  return Math.max(...theirs.map((rate, index) => Math.abs(ours[index]! - rate) / Math.max(rate, learningRate * 1e-4)))
}

describe('learning-rate schedules', () => {
  it.each(given.cases)('gives the rates of Keras or PyTorch over 20 steps: $id', ({ id, schedule }) => {
    const ours = Array.from({ length: epochs * stepsPerEpoch }, (_, step) =>
      rateAt(schedule, learningRate, { step, stepsPerEpoch, epochs })
    )
    expect(values[id]!.length).toBeGreaterThanOrEqual(19)
    expect(worst(ours, values[id]!)).toBeLessThan(2e-5)
  })

  it.each(given.plateaus)("falls when Keras's callback falls over 20 epochs: $id", ({ id, schedule }) => {
    let state = noPlateau
    const ours = given.losses.map((loss, epoch) => {
      state = afterEpoch(schedule, learningRate, state, loss)
      return rateAt(schedule, learningRate, { step: epoch * stepsPerEpoch, stepsPerEpoch, epochs: 20 }, state)
    })
    expect(worst(ours, values[id]!)).toBeLessThan(1e-6)
    expect(new Set(ours).size).toBeGreaterThan(2)
  })

  it.each([...given.cases, ...given.plateaus])(
    'says whether its rates depend on where training ends: $id',
    ({ schedule }) => {
      const over = (all: number) =>
        Array.from({ length: epochs * stepsPerEpoch }, (_, step) =>
          rateAt(schedule, learningRate, { step, stepsPerEpoch, epochs: all })
        )
      expect(dependsOnEnd(schedule)).toBe(over(epochs).some((rate, step) => rate !== over(2 * epochs)[step]))
    }
  )

  it('covers every schedule of the catalogue', () => {
    const covered = [...given.cases, ...given.plateaus].map(({ schedule }) => schedule.kind)
    expect(new Set(covered)).toEqual(new Set(schedules.map(({ kind }) => kind)))
  })

  it('has a name for each parameter that no optimizer has, so that one word sets it from the command line', () => {
    const names = (tables: readonly { readonly parameters: object }[]): Set<string> =>
      new Set(tables.flatMap(({ parameters }) => Object.keys(parameters)))
    const ours = names(schedules)
    expect([...names(optimizers)].filter(name => ours.has(name))).toEqual([])
  })
})
