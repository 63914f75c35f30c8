import { describe, expect, it } from 'vitest'
import { applyRepair } from '../../../core/document/apply-repair.ts'
import { createDocument } from '../../../core/document/create-document.ts'
import { edit } from '../../../core/document/edit.ts'
import { drawNetwork } from '../../../core/graph/graph-builder.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import type { Recipe } from '../../../core/recipe/recipe.ts'
import { statisticsProblems } from '../../../core/train/statistics-problems.ts'
import { datasets, networkOf } from './one-step.ts'

function drawingOf(normalization: object) {
  return drawNetwork(graph => {
    const data = graph.layer('data', { dataset: 'digits' })
    const norm = graph.layer('batchNormalization', { ...normalization }, data.output('image'), { name: 'norm' })
    const logits = graph.layer('dense', { units: 10 }, graph.layer('flatten', {}, norm))
    graph.layer('softmaxCrossEntropy', {}, { prediction: logits, target: data.output('label') })
    graph.layer('output', {}, logits)
  })
}

/** 8,000 of 10,000 samples: 250 batches of 32 an epoch. */
const digits = { ...datasets.digits, name: 'Digits', count: 10_000, split: { seed: 1, validation: 0.1, test: 0.1 } }

function problemsOf(normalization: object, recipe: Partial<Recipe> = {}) {
  const asked = { epochs: 1, batchSize: 40, ...recipe }
  return statisticsProblems(asked, networkOf(drawingOf(normalization)), { digits })
}

describe('moving statistics at the end of a training', () => {
  it('are warned of where they still hold much of their beginning, with the share and the steps', () => {
    const [problem, ...others] = problemsOf({})
    expect(others).toEqual([])
    expect(problem).toMatchObject({ code: 'train/slow-statistics', severity: 'warning', where: { path: 'norm' } })
    // 0.99 ^ 200 = 0.134
    expect(problem!.message).toContain('13 % of the moving statistics')
    expect(problem!.message).toContain('the 200 steps')
  })

  it.each([
    ['more epochs', {}, { epochs: 2 }],
    ['a momentum of 0.9', { momentum: 0.9 }, {}],
    ['a layer that is frozen', { trainable: false }, {}],
    ['weights of a model to begin with', {}, { initialModel: 'run-1' }]
  ] as const)('are not warned of with %s', (_, normalization, recipe) => {
    expect(problemsOf(normalization, recipe)).toEqual([])
  })

  it('are in time after one press', () => {
    const [problem] = problemsOf({})
    const before = createDocument('Digits', drawingOf({}))
    const { document } = edit(before, 'Repair', draft => void applyRepair(draft, problem!), layerOf)
    expect(statisticsProblems({ epochs: 1, batchSize: 40 }, networkOf(document), { digits })).toEqual([])
  })
})
