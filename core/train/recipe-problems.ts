import type { KnownDataset } from '../data/dataset.ts'
import { readsDataset, type DatasetFacts } from '../layers/define-layer.ts'
import { networkMetrics } from '../model/network-metrics.ts'
import type { Network } from '../network/network.ts'
import { defineProblem, hasErrors, type Location, type Problem } from '../problem.ts'
import { monitorText, parseMonitor } from './monitor.ts'
import type { Recipe } from '../recipe/recipe.ts'
import { statisticsProblems } from './statistics-problems.ts'
import { updateProblems } from './updates/update-problems.ts'

type KnownDatasets = Readonly<Record<string, DatasetFacts & Partial<KnownDataset>>>

/** What of a recipe does not fit the network that it is to train, or the samples. */
export function recipeProblems(
  recipe: Pick<Recipe, 'updates' | 'monitor' | 'earlyStopping' | 'epochs' | 'batchSize' | 'initialModel'>,
  network: Network,
  datasets: KnownDatasets
): readonly Problem[] {
  return [
    ...updateProblems(recipe, network),
    ...monitorProblems(recipe, network, datasets),
    ...statisticsProblems(recipe, network, datasets)
  ]
}

function monitorProblems(
  { updates, monitor, earlyStopping }: Pick<Recipe, 'updates' | 'monitor' | 'earlyStopping'>,
  network: Network,
  datasets: KnownDatasets
): readonly Problem[] {
  const named = [
    ...(monitor === undefined ? [] : [{ where: { path: 'recipe' }, monitor }]),
    ...updates.flatMap(({ name, schedule }) =>
      schedule?.kind === 'reduceOnPlateau' && (schedule.monitor ?? '') !== ''
        ? [{ where: { path: `recipe: ${name}` }, monitor: schedule.monitor ?? '' }]
        : []
    )
  ]
  const stops = earlyStopping !== undefined && monitor === undefined
  if (hasErrors(network.problems) || (named.length === 0 && !stops)) return []
  const known = named.length === 0 ? [] : networkMetrics(network, datasets)
  const isHeldOut = hasValidation(network, datasets)
  const where: Location = { path: 'recipe' }
  return [
    ...named.flatMap(each => nameProblems(each, known, isHeldOut)),
    ...(stops && updates.length > 1 ? [nothingWatched(where)] : []),
    ...(stops && updates.length === 1 && !isHeldOut ? [noValidation(where, { text: 'validation samples' })] : [])
  ]
}

function nameProblems(
  { where, monitor }: { readonly where: Location; readonly monitor: string },
  known: readonly string[],
  isHeldOut: boolean
): readonly Problem[] {
  const parsed = parseMonitor(monitor)
  if (parsed === undefined || !known.includes(parsed.metric)) return [unknownMonitor(where, { monitor, known })]
  return parsed.samples === 'validation' && !isHeldOut ? [noValidation(where, { text: monitorText(parsed) })] : []
}

/** Also where nothing is known of the split yet. */
function hasValidation({ layers }: Network, datasets: KnownDatasets): boolean {
  const id = String(layers.find(({ layer }) => readsDataset(layer))?.parameters['dataset'])
  const split = Object.hasOwn(datasets, id) ? datasets[id]?.split : undefined
  return split === undefined || split.validation > 0
}

export const unknownMonitor = defineProblem<{ readonly monitor: string; readonly known: readonly string[] }>(
  'train/unknown-monitor',
  'error',
  ({ monitor, known }) => ({
    message: `The recipe watches "${monitor}", which this network is not measured by.`,
    fix:
      known.length === 0
        ? 'Add a loss to the network.'
        : `Choose validation/ or training/ and one of ${known.join(', ')}, under Train.`
  })
)

export const noValidation = defineProblem<{ readonly text: string }>('train/no-validation', 'error', ({ text }) => ({
  message: `The recipe watches the ${text}, and the split holds no samples out for validation.`,
  fix: 'Give validation a share of the samples, or watch a training figure.'
}))

export const nothingWatched = defineProblem('train/nothing-watched', 'error', () => ({
  message: 'The recipe stops early, and with several updates no figure says by itself when it is enough.',
  fix: 'Choose the figure that is watched, under Train.'
}))
