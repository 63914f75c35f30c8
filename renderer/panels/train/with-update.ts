import type { Recipe, Update } from '../../../core/train/recipe.ts'

/** The recipe with this in its first update; the ordinary recipe has just one. */
export function withUpdate(recipe: Recipe, changes: Partial<Pick<Update, 'optimizer' | 'schedule'>>): Recipe {
  const [first, ...rest] = recipe.updates
  return first === undefined ? recipe : { ...recipe, updates: [{ ...first, ...changes }, ...rest] }
}
