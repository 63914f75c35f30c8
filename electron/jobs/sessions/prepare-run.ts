import { datasetFacts, type DatasetSettings } from '../../../core/data/dataset.ts'
import type { Document } from '../../../core/document/records.ts'
import { type Datasets, inferNetwork } from '../../../core/network/infer.ts'
import { readsDataset } from '../../../core/layers/define-layer.ts'
import { hasErrors, type Problem } from '../../../core/problem.ts'
import { precisionProblems } from '../../../core/recipe/precision-problems.ts'
import { startProblems } from '../../../core/train/start-problems.ts'
import { describeProcessor } from '../../machine/describe-processor.ts'
import { HostFault } from '../../fault.ts'
import { createRun } from '../../storage/runs/runs.ts'
import { pause } from '../../stop-signal.ts'
import { packing, type JobContext } from '../job.ts'
import { memoryNeededProblems } from './memory-needed.ts'

export type PreparedRun = { readonly run: string } | { readonly problems: readonly Problem[] }

/** Puts a new run on disk, ready to be trained, or says what keeps it from starting. */
export async function prepareRun(
  { project, document }: { readonly project: string; readonly document: Document },
  context: JobContext
): Promise<PreparedRun> {
  const before = [
    ...precisionProblems(document.recipe, await describeProcessor()),
    ...problemsOf(document, datasetFacts(document.datasets))
  ]
  if (hasErrors(before)) return { problems: before }
  const settings = usedDataset(document)
  const packed = await context.datasets.load(project, settings, { isChecked: true, ...packing(settings.name, context) })
  if ('problems' in packed) return packed
  const { about } = packed.dataset
  // Only now are the classes known, and whether the last layer tells so many apart.
  const datasets = datasetFacts(document.datasets, { [about.id]: about })
  const problems = problemsOf(document, datasets)
  if (hasErrors(problems)) return { problems }
  const network = inferNetwork(document, datasets)
  const tooMuch = await memoryNeededProblems({ network, datasets, recipe: document.recipe, dataset: about })
  if (hasErrors(tooMuch)) return { problems: tooMuch }
  const { library, version } = await context.engine()
  await pause(context.signal)
  const run = { document, dataset: about, engine: { library, version } }
  return { run: (await createRun(project, run)).id }
}

function problemsOf(document: Document, datasets: Datasets): readonly Problem[] {
  const network = inferNetwork(document, datasets)
  return [...network.problems, ...startProblems(network, document.recipe, datasets)]
}

/** The dataset of the network's data nodes, which draw on one and the same. */
function usedDataset(document: Document): DatasetSettings {
  const { layers } = inferNetwork(document, datasetFacts(document.datasets))
  const id = layers.find(({ layer }) => readsDataset(layer))?.parameters['dataset']
  const settings = typeof id === 'string' ? document.datasets[id] : undefined
  if (settings) return settings
  throw new HostFault({
    code: 'train/no-dataset',
    message: 'The network draws on no dataset.',
    fix: 'Choose one in its data node.'
  })
}
