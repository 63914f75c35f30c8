import { recipeSchema } from '../../core/document/document-schema.ts'
import type { Recipe } from '../../core/train/recipe.ts'
import { UsageFault } from './command.ts'
import { valueOf } from './value-text.ts'

const prefix = 'recipe.'

/** A recipe with `recipe.NAME=VALUE` applied. Names of the optimiser's own parameters reach the first update. */
export function setRecipe(recipe: Recipe, pairs: readonly (readonly [string, string])[]): Recipe {
  return pairs.reduce((current, [name, text]) => setOne(current, name, text), recipe)
}

function setOne(recipe: Recipe, name: string, text: string): Recipe {
  if (!name.startsWith(prefix)) throw new UsageFault(`--set takes ${prefix}NAME=VALUE here, not ${name}.`)
  const field = name.slice(prefix.length)
  const value = valueOf(text)
  const [first, ...others] = recipe.updates
  if (!first) throw new UsageFault('The recipe has no update whose optimiser could be set.')
  const known = [
    'batchSize',
    'epochs',
    'seed',
    'optimiser',
    ...Object.keys(first.optimiser).filter(key => key !== 'kind')
  ]
  if (!known.includes(field)) throw new UsageFault(`The recipe has no ${field}; it has ${known.join(', ')}.`)
  const changed: unknown =
    field === 'optimiser'
      ? {
          ...recipe,
          updates: [{ ...first, optimiser: optimiserOf(String(value), first.optimiser.learningRate) }, ...others]
        }
      : field in first.optimiser
        ? { ...recipe, updates: [{ ...first, optimiser: { ...first.optimiser, [field]: value } }, ...others] }
        : { ...recipe, [field]: value }
  const parsed = recipeSchema.safeParse(changed)
  if (parsed.success) return parsed.data
  throw new UsageFault(`${name}=${text} does not fit: ${parsed.error.issues[0]?.message ?? 'it is not allowed'}.`)
}

/** Keras's defaults for what only the other optimiser has. */
function optimiserOf(kind: string, learningRate: number): unknown {
  if (kind === 'sgd') return { kind, learningRate, momentum: 0.9, nesterov: false }
  if (kind === 'adam') return { kind, learningRate, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 }
  throw new UsageFault(`There is no optimiser ${kind}; there are adam and sgd.`)
}
