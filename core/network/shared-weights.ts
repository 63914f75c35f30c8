import { isSameShape } from '../ops/shape-rules.ts'
import { shapeText } from '../ops/tensor.ts'
import { defineProblem, type Problem } from '../problem.ts'
import type { LayerFacts, NetworkLayer, WeightFact } from './network.ts'

/** Figures of a layer that add up over a network. */
export type Cost = 'parameters' | 'trainableParameters' | 'macs' | 'activationBytes'

/** The sum over layers; weights that several of them use count once. */
export function totalOf(layers: readonly NetworkLayer[], cost: Cost): number {
  const isOfWeights = cost === 'parameters' || cost === 'trainableParameters'
  const counted = new Set<string>()
  return layers.reduce((total, { weightsKey, facts }) => {
    if (isOfWeights && counted.has(weightsKey)) return total
    counted.add(weightsKey)
    return total + (facts?.[cost] ?? 0)
  }, 0)
}

/** Layers whose inputs ask for weights of another shape than those that they are to use. */
export function sharedWeightProblems(layers: readonly NetworkLayer[]): readonly Problem[] {
  const sharing = layers.filter(({ key, weightsKey }) => key !== weightsKey)
  if (sharing.length === 0) return []
  const byKey = new Map(layers.map(layer => [layer.key, layer]))
  return sharing.flatMap(({ weightsKey, path, node, facts }) => {
    const owner = byKey.get(weightsKey)
    const differing = facts && owner?.facts && firstDifference(facts, owner.facts)
    if (owner === undefined || differing === undefined) return []
    return [sharedShape({ path, node: node.id }, { owner: owner.path, ...differing })]
  })
}

interface Difference {
  readonly name: string
  readonly wanted: readonly number[]
  readonly given: readonly number[]
}

function firstDifference({ weights }: LayerFacts, owner: LayerFacts): Difference | undefined {
  const shapeIn = (all: readonly WeightFact[], name: string): readonly number[] =>
    all.find(weight => weight.name === name)?.shape ?? []
  return weights
    .map(({ name, shape }) => ({ name, wanted: shape, given: shapeIn(owner.weights, name) }))
    .find(({ wanted, given }) => !isSameShape(wanted, given))
}

export const sharedShape = defineProblem<Difference & { readonly owner: string }>(
  'weights/shared-shape',
  'error',
  ({ owner, name, wanted, given }) => ({
    message: `It uses the weights of ${owner}, whose ${name} is ${shapeText(given)}; on its input it would have to be ${shapeText(wanted)}.`,
    fix: `Bring its input to the shape that ${owner} receives, or give it weights of its own.`
  })
)
