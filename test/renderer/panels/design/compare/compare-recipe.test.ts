import { documentFromTemplate } from '../../../../../core/templates/catalogue.ts'
import type { MetricValues } from '../../../../../core/metrics/metric.ts'
import type { RunRecord } from '../../../../../core/train/run.ts'
import { expect, it } from 'vitest'
import { defaultRecipe } from '../../../../../core/document/create-document.ts'
import type { Recipe } from '../../../../../core/recipe/recipe.ts'
import { dataTexts, recipeTexts, scoreTexts } from '../../../../../renderer/panels/design/compare/compare-recipe.ts'

it('tells what differs between two recipes, and a default that is typed not at all', () => {
  const { kind } = defaultRecipe.updates[0]!.optimizer
  const same: Recipe = { ...defaultRecipe, updates: [{ name: 'all', optimizer: { kind } }] }
  expect(recipeTexts(defaultRecipe, same)).toEqual([])
  const other: Recipe = {
    ...defaultRecipe,
    batchSize: 64,
    updates: [{ name: 'all', optimizer: { kind: 'adam', learningRate: 0.01 }, schedule: { kind: 'cosine' } }]
  }
  expect(recipeTexts(defaultRecipe, other)).toEqual(
    expect.arrayContaining(['Batch size: 32 → 64', 'Optimizer, learning rate: 0.001 → 0.01'])
  )
  expect(recipeTexts(defaultRecipe, other).some(text => text.startsWith('Schedule: Constant → '))).toBe(true)
  expect(recipeTexts(other, other)).toEqual([])
})

it('says that two drawings read other datasets', () => {
  const documentOf = (template: string) => {
    const made = documentFromTemplate(template)
    if ('problems' in made) throw new Error(made.problems[0]?.message)
    return made.document
  }
  const [digits, shapes] = [documentOf('firstStart'), documentOf('shapesSegmentation')]
  expect(dataTexts(digits, digits)).toEqual([])
  expect(dataTexts(digits, shapes)).toEqual(['Dataset: Digits → Shapes'])
})

it('compares two runs by what the network is judged by first, where both were tested', () => {
  const run = (test?: MetricValues) => ({ epochs: Array(8).fill({}), ...(test && { test }) }) as unknown as RunRecord
  const one = run({ loss: 0.1, accuracy: 0.9 })
  const other = { ...one, best: { epoch: 5, test: { loss: 0.2, accuracy: 0.95 } } } as unknown as RunRecord
  expect(scoreTexts({ before: one, after: other })).toEqual(['Test accuracy: 90.00 % (epoch 8) → 95.00 % (epoch 5)'])
  expect(scoreTexts({ before: one, after: run() })).toEqual([])
  expect(scoreTexts({ before: undefined, after: other })).toEqual([])
})
