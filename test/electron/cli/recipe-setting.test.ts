import { describe, expect, it } from 'vitest'
import { defaultRecipe } from '../../../core/document/create-document.ts'
import { setRecipe } from '../../../electron/cli/recipe-setting.ts'

const setting = (...pairs: readonly string[]) =>
  setRecipe(
    defaultRecipe,
    pairs.map(pair => {
      const [name = '', value = ''] = pair.split('=')
      return [`recipe.${name}`, value] as const
    })
  )

describe('recipe settings', () => {
  it('choose a kind first, whatever their order, and set its parameters', () => {
    const { updates, epochs } = setting(
      'rho=0.8',
      'optimizer=rmsprop',
      'patience=3',
      'epochs=4',
      'schedule=reduceOnPlateau'
    )
    expect(epochs).toBe(4)
    expect(updates).toEqual([
      { name: 'all', optimizer: { kind: 'rmsprop', rho: 0.8 }, schedule: { kind: 'reduceOnPlateau', patience: 3 } }
    ])
  })

  it('take the names of before version 3', () => {
    const { optimizer, schedule } = setting('everyEpochs=3', 'factor=0.5', 'optimiser=sgd', 'schedule=step').updates[0]!
    expect(optimizer).toEqual({ kind: 'sgd' })
    expect(schedule).toEqual({ kind: 'step', stepSize: 3, gamma: 0.5 })
  })

  it('keep the values of a kind that is chosen already', () => {
    expect(setting('optimizer=adam', 'weightDecay=0.1').updates[0]!.optimizer).toMatchObject({
      beta1: 0.9,
      weightDecay: 0.1
    })
  })

  it.each([
    ['optimizer=magic', /no optimizer magic; there are adam, adamw, sgd, rmsprop, adagrad/],
    ['schedule=never', /no schedule never; there are constant, step, /],
    ['rho=0.9', /no rho; it has batchSize, .*, beta1, .*, warmupEpochs/],
    ['clipping=hard', /clipping=hard does not fit/],
    ['precision=float8', /precision=float8 does not fit/]
  ])('refuse %s', (pair, says) => {
    expect(() => setting(pair)).toThrow(says)
  })
})
