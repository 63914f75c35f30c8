import { describe, expect, it } from 'vitest'
import { defaultRecipe } from '../../../../core/document/create-document.ts'
import { recipeSchema } from '../../../../core/document/file/document-schema.ts'
import { recipeBounds } from '../../../../core/recipe/recipe.ts'

describe('a recipe', () => {
  it.each(Object.entries(recipeBounds))('takes for %s what forms allow, and nothing beyond', (name, { min, max }) => {
    const [update] = defaultRecipe.updates
    const recipeWith = (value: number) =>
      name === 'stepsPerRound' ? { updates: [{ ...update, stepsPerRound: value }] } : { [name]: value }
    const fits = (value: number) => recipeSchema.safeParse({ ...defaultRecipe, ...recipeWith(value) }).success
    expect([min, max, min - 1, max + 1, min + 0.5].map(fits)).toEqual([true, true, false, false, false])
  })
})
