import { expect, it } from 'vitest'
import { defaultRecipe } from '../../../../../core/document/create-document.ts'
import type { Recipe } from '../../../../../core/recipe/recipe.ts'
import { recipeTexts } from '../../../../../renderer/panels/design/compare/compare-recipe.ts'

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
