import type { Recipe, Update } from '../../../../core/recipe/recipe.ts'
import { message } from '../../../messages/message.ts'

/** The recipe with this in one of its updates; what is undefined is left out of it. */
export function withUpdate(
  recipe: Recipe,
  index: number,
  changes: { readonly [Name in keyof Update]?: Update[Name] | undefined }
): Recipe {
  const updates = recipe.updates.map((update, position) => {
    const entries = Object.entries({ ...update, ...changes }).filter(([, value]) => value !== undefined)
    return position === index ? (Object.fromEntries(entries) as unknown as Update) : update
  })
  return { ...recipe, updates }
}

/** The recipe with another update at its end, like the last one but for what it is about. */
export function withAddedUpdate(recipe: Recipe): Recipe {
  const taken = new Set(recipe.updates.map(({ name }) => name))
  let number = recipe.updates.length + 1
  while (taken.has(message('updates/name', { number }))) number += 1
  const optimizer = recipe.updates.at(-1)?.optimizer ?? { kind: 'adam' }
  return { ...recipe, updates: [...recipe.updates, { name: message('updates/name', { number }), optimizer }] }
}

export function withoutUpdate(recipe: Recipe, index: number): Recipe {
  return { ...recipe, updates: recipe.updates.filter((_, position) => position !== index) }
}
