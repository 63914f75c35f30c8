import type { Optimiser } from '../../../core/program/optimisers.ts'
import type { Recipe } from '../../../core/train/recipe.ts'

export const largestBatch = 65_536

const defaults: Readonly<Record<Optimiser['kind'], Optimiser>> = {
  sgd: { kind: 'sgd', learningRate: 0.01, momentum: 0.9, nesterov: false },
  adam: { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 }
}

/** The optimiser of another kind, at its own usual rate: a rate for Adam is far too small for SGD. */
export function optimiserOf(kind: Optimiser['kind'], current: Optimiser): Optimiser {
  return kind === current.kind ? current : defaults[kind]
}

/** The recipe with this optimiser in its first update; the ordinary recipe has just one. */
export function withOptimiser(recipe: Recipe, optimiser: Optimiser): Recipe {
  const [first, ...rest] = recipe.updates
  return { ...recipe, updates: [{ ...(first ?? { name: 'all' }), optimiser }, ...rest] }
}
