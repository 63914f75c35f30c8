import { describe, expect, it } from 'vitest'
import { drawNetwork } from '../../../core/graph/graph-builder.ts'
import type { Recipe } from '../../../core/recipe/recipe.ts'
import { recipeProblems } from '../../../core/train/recipe-problems.ts'
import { datasets, networkOf } from './one-step.ts'

/** A main head and an auxiliary one. */
const network = networkOf(
  drawNetwork(graph => {
    const data = graph.layer('data', { dataset: 'digits' })
    const row = graph.layer('flatten', {}, data.output('image'))
    const logits = graph.layer('dense', { units: 10 }, row)
    const other = graph.layer('dense', { units: 10 }, row)
    graph.layer('softmaxCrossEntropy', {}, { prediction: logits, target: data.output('label') }, { name: 'main' })
    graph.layer('softmaxCrossEntropy', {}, { prediction: other, target: data.output('label') }, { name: 'auxiliary' })
    graph.layer('output', {}, logits)
  })
)
const heldOut = (validation: number) => ({ digits: { ...datasets.digits, split: { seed: 1, validation, test: 0.1 } } })
const updates: Recipe['updates'] = [{ name: 'all', optimizer: { kind: 'adam' } }]
const problemsOf = (recipe: Partial<Recipe>, validation = 0.1) =>
  recipeProblems({ updates, epochs: 5, batchSize: 32, ...recipe }, network, heldOut(validation)).map(
    ({ code, message, where, fix }) => ({
      code,
      path: where.path,
      text: `${message} ${fix}`
    })
  )

describe('problems of a recipe', () => {
  it.each(['validation/loss', 'validation/accuracy', 'training/auxiliary/accuracy', 'validation/main/loss'])(
    'lets it watch %s',
    monitor => {
      const schedule = { kind: 'reduceOnPlateau', monitor } as const
      expect(problemsOf({ monitor, updates: [{ name: 'all', optimizer: { kind: 'adam' }, schedule }] })).toEqual([])
    }
  )

  it.each(['validation/f1', 'accuracy', 'test/accuracy', 'validation/other/accuracy', ''])(
    'tells that the network is not measured by "%s", and by what it is',
    monitor => {
      expect(problemsOf({ monitor })).toEqual([
        {
          code: 'train/unknown-monitor',
          path: 'recipe',
          text: expect.stringContaining('loss, accuracy, auxiliary/loss, auxiliary/accuracy, main/loss') as string
        }
      ])
    }
  )

  it('tells of a schedule that watches what is not measured, at its update', () => {
    const schedule = { kind: 'reduceOnPlateau', monitor: 'validation/mae' } as const
    const watching: Recipe['updates'] = [{ name: 'first', optimizer: { kind: 'adam' }, schedule }]
    expect(problemsOf({ updates: watching })).toMatchObject([{ code: 'train/unknown-monitor', path: 'recipe: first' }])
  })

  it('tells that no samples are held out for what is watched', () => {
    const earlyStopping = { kind: 'earlyStopping' } as const
    expect(problemsOf({ monitor: 'validation/loss' }, 0)).toMatchObject([{ code: 'train/no-validation' }])
    expect(problemsOf({ earlyStopping }, 0)).toMatchObject([{ code: 'train/no-validation' }])
    expect(problemsOf({ earlyStopping, monitor: 'training/loss' }, 0)).toEqual([])
    expect(problemsOf({}, 0)).toEqual([])
  })

  it('asks for the figure where several updates are to stop early', () => {
    const two: Recipe['updates'] = ['one', 'two'].map(name => ({ name, optimizer: { kind: 'adam' } }))
    const earlyStopping = { kind: 'earlyStopping' } as const
    expect(problemsOf({ updates: two, earlyStopping })).toMatchObject([{ code: 'train/nothing-watched' }])
    expect(problemsOf({ updates: two, earlyStopping, monitor: 'validation/loss' })).toEqual([])
  })
})
