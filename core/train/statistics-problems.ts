import type { KnownDataset } from '../data/dataset.ts'
import { partSizes } from '../data/split.ts'
import { readsDataset, type DatasetFacts } from '../layers/define-layer.ts'
import type { Network, NetworkLayer } from '../network/network.ts'
import { defineProblem, type Problem } from '../problem.ts'
import type { Recipe } from '../recipe/recipe.ts'

type KnownDatasets = Readonly<Record<string, DatasetFacts & Partial<KnownDataset>>>

/**
 * Where more than this share of what moving statistics begin with is left at the end, they are warned of. A ResNet-20
 * with a momentum of 0.99 on 8,000 digits tests at 28 % with 13 % left (200 steps, 88 % on the training samples), at
 * 53 % with 5 % left (297 steps), and at 89 % with 2 % left (400 steps, 97 % on the training samples).
 */
const mostLeft = 0.02
/** Nothing of the beginning is left after 30 steps, and nobody trains for fewer. */
const usual = 0.9

/** Batch normalizations whose moving statistics, which predictions go by, still lie near where they began when the training ends. */
export function statisticsProblems(
  { epochs, batchSize, initialModel }: Pick<Recipe, 'epochs' | 'batchSize' | 'initialModel'>,
  { layers }: Network,
  datasets: KnownDatasets
): readonly Problem[] {
  const id = String(layers.find(({ layer }) => readsDataset(layer))?.parameters['dataset'])
  const { split, count } = (Object.hasOwn(datasets, id) && datasets[id]) || {}
  // A model's statistics are a beginning that predictions can go by.
  if (split === undefined || count === undefined || initialModel !== undefined) return []
  const steps = epochs * Math.ceil(partSizes(count, split).train / batchSize)
  const slow = layers.filter(layer => leftOf(layer, steps) > mostLeft)
  return [...new Set(slow.map(({ node }) => node.id))].flatMap(node => {
    const [first, ...others] = slow.filter(layer => layer.node.id === node)
    if (first === undefined) return []
    const momentum = Number(first.parameters['momentum'])
    const where = { path: first.path, node, parameter: 'momentum' }
    const problem = slowStatistics(where, { momentum, steps, left: leftOf(first, steps) })
    return [others.length === 0 ? problem : { ...problem, alsoAt: others.map(({ path }) => path) }]
  })
}

/** The share of what the layer's moving statistics began with that is left after so many steps; 0 where they stand still. */
function leftOf({ layer, parameters: { momentum, trainable } }: NetworkLayer, steps: number): number {
  const isMoving = layer.type === 'batchNormalization' && trainable !== false && Number(momentum) > usual
  return isMoving ? Number(momentum) ** steps : 0
}

interface SlowStatistics {
  readonly momentum: number
  readonly steps: number
  readonly left: number
}

export const slowStatistics = defineProblem<SlowStatistics>(
  'train/slow-statistics',
  'warning',
  ({ momentum, steps, left }) => ({
    message: `With a momentum of ${momentum}, ${Math.round(100 * left)} % of the moving statistics are still what they began with after the ${steps} steps of this training: predictions go by them, and come out far worse than the training accuracy.`,
    fix: `Make the momentum ${usual}, or train for more epochs or with smaller batches.`,
    repair: { label: `Momentum ${usual}`, parameters: { momentum: usual } }
  })
)
