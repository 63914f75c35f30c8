import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawNetwork } from '../../../../core/graph/graph-builder.ts'
import type { Recipe, Update } from '../../../../core/recipe/recipe.ts'
import { trainingProgram } from '../../../../core/train/training-program.ts'
import { updateProblems } from '../../../../core/train/updates/update-problems.ts'
import { isTurnOf, leaderOf } from '../../../../core/train/updates/updates.ts'
import { Steps, type Values } from '../formula-steps.ts'
import { datasets, farthest, networkOf } from '../one-step.ts'

const sgd = { kind: 'sgd', learningRate: 0.1 } as const

/** Two heads on one trunk, as `test/fixtures/updates/make.py` has it. */
const network = networkOf(
  drawNetwork(graph => {
    const data = graph.layer('data', { dataset: 'digits', scale: 'unit' })
    const small = graph.layer('averagePooling2d', { poolSize: [7, 7], strides: [7, 7] }, data.output('image'))
    const row = graph.layer('flatten', {}, small, { name: 'row' })
    const code = graph.layer('dense', { units: 5, activation: 'tanh' }, row, { name: 'code' })
    const norm = graph.layer('batchNormalization', { momentum: 0.9 }, code, { name: 'norm' })
    const head = graph.layer('dense', { units: 10 }, norm, { name: 'head' })
    const rebuilt = graph.layer('dense', { units: 16 }, norm, { name: 'rebuild' })
    graph.layer('softmaxCrossEntropy', {}, { prediction: head, target: data.output('label') }, { name: 'classes' })
    graph.layer('meanSquaredError', {}, { prediction: rebuilt, target: row }, { name: 'squares' })
    graph.layer('output', {}, head)
  })
)

const idOf = (name: string): string => network.layers.find(({ path }) => path === name)!.node.id

const classify: Update = {
  name: 'classify',
  losses: [idOf('classes')],
  weights: [idOf('norm'), idOf('head')],
  optimizer: { kind: 'adam', learningRate: 0.02 }
}
const describing: Update = {
  name: 'describe',
  losses: [idOf('squares')],
  weights: [idOf('code'), idOf('norm'), idOf('rebuild')],
  optimizer: { kind: 'adam', learningRate: 0.01, beta1: 0.5 },
  stepsPerRound: 2
}
const recipe: Recipe = { updates: [classify, describing], batchSize: 32, epochs: 1, seed: 1 }

describe('two updates with weights, losses and optimizers of their own', () => {
  const keras = JSON.parse(readFileSync('test/fixtures/updates/values.json', 'utf8')) as readonly Values[]
  let steps: Steps

  beforeAll(async () => {
    steps = await Steps.open(network, recipe)
  })
  afterAll(() => steps.close())

  it('give the weights and statistics of two Keras optimizers in turn, batch after batch', async () => {
    for (const [index, theirs] of keras.entries()) {
      await steps.batch(index)
      const ours = await steps.weights()
      expect(Object.keys(ours).sort()).toEqual(Object.keys(theirs).sort())
      for (const [path, values] of Object.entries(theirs)) {
        expect(farthest(ours[path]!, values), `${path} after batch ${index}`).toBeLessThan(2e-5)
      }
    }
  })

  it('count the batches once, and each its own steps', async () => {
    const state = await steps.state()
    const countOf = (key: string): number => state[key]!.data[0] as number
    expect([countOf('train/step'), countOf('train/classify/step'), countOf('train/describe/step')]).toEqual([6, 3, 6])
    expect(countOf('train/count')).toBe(6 * 32)
  })
})

describe('a round', () => {
  const named = (name: string, stepsPerRound: number): Update => ({ name, optimizer: sgd, stepsPerRound })
  const turns = (updates: readonly Update[], batches: number): readonly string[] =>
    Array.from({ length: batches }, (_, batch) =>
      updates.flatMap(({ name }, index) => (isTurnOf(updates, index, batch) ? [name] : [])).join(' ')
    )

  it('ends with the steps of the update that takes fewer', () => {
    const updates = [named('critic', 3), named('generator', 1)]
    expect(turns(updates, 6)).toEqual(['critic', 'critic', 'critic generator', 'critic', 'critic', 'critic generator'])
    expect(leaderOf(updates).name).toBe('critic')
  })

  it('is one batch where all take as many steps', () => {
    expect(turns([named('one', 2), named('other', 2)], 2)).toEqual(['one other', 'one other'])
  })
})

describe('a recipe of one update', () => {
  it('keeps the names that its checkpoints have always had', async () => {
    const { state } = trainingProgram({
      network,
      datasets,
      recipe: { ...recipe, updates: [{ name: 'main', optimizer: { kind: 'adam' } }] },
      resident: undefined
    })
    const own = state.map(({ path }) => path).filter(path => !path.endsWith('Moment'))
    expect(own.filter(path => path.startsWith('train/'))).toContain('train/step')
    expect(own.filter(path => /^train\/main/.test(path))).toEqual([])
  })

  it('follows all losses and changes all weights', async () => {
    const steps = await Steps.open(network, { ...recipe, updates: [{ name: 'main', optimizer: sgd }] })
    const before = await steps.weights()
    await steps.batch(0)
    const after = await steps.weights()
    await steps.close()
    for (const [path, values] of Object.entries(before)) expect(after[path], path).not.toEqual(values)
  })
})

describe('updates that do not fit', () => {
  const codes = (...updates: Update[]): readonly string[] =>
    updateProblems({ updates }, network).map(({ code }) => code)

  it('are none where a recipe names nothing, or what is there', () => {
    expect(codes({ name: 'main', optimizer: sgd })).toEqual([])
    expect(codes(classify, describing)).toEqual([])
  })

  it('share a name', () => {
    expect(codes(classify, { ...describing, name: 'classify' })).toEqual(['train/equal-updates'])
  })

  it('name a node that is gone, or one without a loss or weights', () => {
    const [problem] = updateProblems({ updates: [{ ...classify, losses: ['n99', idOf('head')] }, describing] }, network)
    expect(problem).toMatchObject({
      code: 'train/unknown-losses',
      message: 'The update "classify" follows n99, head, where there is no loss.',
      fix: 'Choose among the losses, under Train: classes, squares.'
    })
    expect(codes(classify, { ...describing, weights: [idOf('row'), idOf('code'), idOf('rebuild')] })).toEqual([
      'train/unknown-weights'
    ])
  })

  it('leave weights as they begin, which is a warning', () => {
    expect(updateProblems({ updates: [classify] }, network)).toMatchObject([
      { code: 'train/unchanged-weights', severity: 'warning', message: /code, rebuild/ }
    ])
  })
})
