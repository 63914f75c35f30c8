import type { NodeId } from '../../graph/drawing.ts'
import type { Network, NetworkLayer } from '../../network/network.ts'
import { defineProblem, type Problem } from '../../problem.ts'
import type { Recipe, Update } from '../../recipe/recipe.ts'
import { layersOf } from './updates.ts'

/** What of a recipe's updates does not fit the network that they are to train. */
export function updateProblems({ updates }: Pick<Recipe, 'updates'>, network: Network): readonly Problem[] {
  const names = updates.map(({ name }) => name)
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index))
  return [
    ...[...repeated].map(name => equalNames(locationOf(name), { name })),
    ...updates.flatMap(update => choiceProblems(update, network)),
    ...unchangedProblems(updates, network)
  ]
}

function choiceProblems({ name, losses = [], weights = [] }: Update, network: Network): readonly Problem[] {
  const nothing = (chosen: readonly NodeId[], layers: readonly NetworkLayer[]): readonly NodeId[] =>
    chosen.filter(id => !layers.some(({ ancestry }) => ancestry.includes(id)))
  const nodes = (missing: readonly NodeId[]): readonly string[] => missing.map(id => nameOf(id, network))
  const judging = network.layers.filter(({ layer }) => layer.family === 'loss')
  const learning = network.layers.filter(isLearning)
  const [withoutLoss, withoutWeights] = [nothing(losses, judging), nothing(weights, learning)]
  return [
    ...(withoutLoss.length > 0
      ? [unknownLosses(locationOf(name), { name, nodes: nodes(withoutLoss), known: pathsOf(judging) })]
      : []),
    ...(withoutWeights.length > 0
      ? [unknownWeights(locationOf(name), { name, nodes: nodes(withoutWeights), known: pathsOf(learning) })]
      : [])
  ]
}

/** Layers that learn by their own settings, and that no update changes. */
function unchangedProblems(updates: readonly Update[], network: Network): readonly Problem[] {
  const changed = new Set(updates.flatMap(update => [...layersOf(update, network)]))
  const left = network.layers.filter(layer => isLearning(layer) && !changed.has(layer.weightsKey))
  return left.length === 0 ? [] : [unchangedWeights({ path: 'recipe' }, { layers: pathsOf(left) })]
}

function isLearning({ facts }: NetworkLayer): boolean {
  return (facts?.trainableParameters ?? 0) > 0
}

function locationOf(name: string): { readonly path: string } {
  return { path: `recipe: ${name}` }
}

function pathsOf(layers: readonly NetworkLayer[]): readonly string[] {
  return layers.map(({ path }) => path)
}

/** The name of a node in the network, or the id of one that is gone. */
function nameOf(id: NodeId, { layers }: Network): string {
  for (const { ancestry, path } of layers) {
    const depth = ancestry.indexOf(id)
    if (depth >= 0)
      return path
        .split('/')
        .slice(0, depth + 1)
        .join('/')
  }
  return id
}

const mostNames = 8

function list(names: readonly string[]): string {
  const more = names.length - mostNames
  return more > 0 ? `${names.slice(0, mostNames).join(', ')} and ${more} more` : names.join(', ')
}

export const equalNames = defineProblem<{ readonly name: string }>('train/equal-updates', 'error', ({ name }) => ({
  message: `Two updates of the recipe are called "${name}", so that neither knows which values of its optimizer are its own.`,
  fix: 'Give each update a name of its own, under Train.'
}))

interface Choice {
  readonly name: string
  readonly nodes: readonly string[]
  readonly known: readonly string[]
}

export const unknownLosses = defineProblem<Choice>('train/unknown-losses', 'error', ({ name, nodes, known }) => ({
  message: `The update "${name}" follows ${list(nodes)}, where there is no loss.`,
  fix: known.length === 0 ? 'Add a loss to the network.' : `Choose among the losses, under Train: ${list(known)}.`
}))

export const unknownWeights = defineProblem<Choice>('train/unknown-weights', 'error', ({ name, nodes, known }) => ({
  message: `The update "${name}" changes the weights of ${list(nodes)}, where there are none to learn.`,
  fix:
    known.length === 0
      ? 'Add a layer with weights.'
      : `Choose among the layers that learn, under Train: ${list(known)}.`
}))

export const unchangedWeights = defineProblem<{ readonly layers: readonly string[] }>(
  'train/unchanged-weights',
  'warning',
  ({ layers }) => ({
    message: `No update changes the weights of ${list(layers)}: they stay as they begin.`,
    fix: 'Add them to an update under Train, or freeze these layers, so that it is meant.'
  })
)
