import { describe, expect, it } from 'vitest'
import { createDocument } from '../../../core/document/create-document.ts'
import { drawNetwork } from '../../../core/graph/graph-builder.ts'
import { setRecipe } from '../../../electron/cli/recipe-setting.ts'

const drawing = drawNetwork(graph => {
  const last = graph.layer('dense', {}, graph.layer('flatten', {}, graph.layer('data').output('image')))
  graph.layer('meanSquaredError', {}, { prediction: last, target: last }, { name: 'squares' })
})

const setting = (...pairs: readonly string[]) =>
  setRecipe(
    createDocument('Drawn', drawing),
    pairs.map(pair => {
      const [, name = '', value = ''] = /^([^=]+)=(.*)$/.exec(pair) ?? []
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

  it('turn early stopping on and off, and choose the figure that it goes by', () => {
    const { earlyStopping, monitor, keepBest } = setting(
      'earlyStopping.patience=3',
      'monitor=validation/loss',
      'keepBest=false'
    )
    expect([earlyStopping, monitor, keepBest]).toEqual([
      { kind: 'earlyStopping', patience: 3 },
      'validation/loss',
      false
    ])
    expect(setting('earlyStopping=true').earlyStopping).toEqual({ kind: 'earlyStopping' })
    expect(setting('earlyStopping.patience=3', 'earlyStopping=false')).not.toHaveProperty('earlyStopping')
    expect(() => setting('earlyStopping.patience=0')).toThrow('patience=0 does not fit')
    expect(() => setting('earlyStopping.rest=1')).toThrow('it has patience, minDelta, startFromEpoch')
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

  it('reach an update by its number or name, add the next, and take one away', () => {
    const two = [
      'updates[1].optimizer=sgd',
      'updates[1].momentum=0.5',
      'updates[1].weights=dense',
      'updates[1].losses=squares',
      'updates[all].stepsPerRound=5'
    ]
    expect(setting(...two).updates).toMatchObject([
      { name: 'all', stepsPerRound: 5 },
      { name: 'update2', optimizer: { kind: 'sgd', momentum: 0.5 }, weights: ['dense'], losses: ['squares'] }
    ])
    expect(setting(...two, 'updates[update2].weights=all').updates[1]).not.toHaveProperty('weights')
    expect(setting(...two, 'updates[update2].name=critic').updates[1]!.name).toBe('critic')
    expect(setting(...two, 'updates[0]=none').updates.map(({ name }) => name)).toEqual(['update2'])
  })

  it.each([
    ['updates[7].optimizer=sgd', /no update 7; it has 0 all/],
    ['updates[0].weights=gone', /no node gone/],
    ['updates[0]=none', /does not fit/],
    ['optimizer=magic', /no optimizer magic; there are adam, adamw, sgd, rmsprop, adagrad/],
    ['schedule=never', /no schedule never; there are constant, step, /],
    ['rho=0.9', /no rho; it has batchSize, .*, beta1, .*, warmupEpochs/],
    ['clipping=hard', /clipping=hard does not fit/],
    ['precision=float8', /precision=float8 does not fit/]
  ])('refuse %s', (pair, says) => {
    expect(() => setting(pair)).toThrow(says)
  })
})
