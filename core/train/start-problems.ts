import type { KnownDataset } from '../data/dataset.ts'
import type { DatasetFacts } from '../layers/define-layer.ts'
import type { Network } from '../network/network.ts'
import { trainingProblems } from '../network/training-problems.ts'
import { hasErrors, type Problem } from '../problem.ts'
import type { Recipe } from '../recipe/recipe.ts'
import { recipeProblems } from './recipe-problems.ts'

type KnownDatasets = Readonly<Record<string, DatasetFacts & Partial<KnownDataset>>>

/** What stands between a network and its training by a recipe, besides the network's own problems. */
export function startProblems(network: Network, recipe: Recipe, datasets: KnownDatasets): readonly Problem[] {
  return [...trainingProblems(network, datasets), ...recipeProblems(recipe, network, datasets)]
}

/** Whether it is known already what a step of the training computes: all but the images may be there. */
export function isTrainable(network: Network, recipe: Recipe, datasets: KnownDatasets): boolean {
  const missing = startProblems(network, recipe, datasets).filter(({ code }) => code !== 'train/no-images')
  return !hasErrors([...network.problems, ...missing])
}
