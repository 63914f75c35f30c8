import { runWeights } from '../../core/model/model.ts'
import type { ModelInput } from '../jobs/sessions/open-model.ts'
import { readModel } from '../storage/models/models.ts'
import { UsageFault, type Call } from './command.ts'
import { folderOf, projectOf } from './project-of.ts'

/** Options of every command that takes a model: a run of the project, or a model from a file, and what it is tested on. */
export const modelOptions = {
  run: { type: 'string' },
  model: { type: 'string' },
  weights: { type: 'string' },
  dataset: { type: 'string' }
} as const

/** How these options stand in a command's usage. */
export const modelUsage = '--run RUN [--weights best|last]|--model MODEL [--dataset ID]'

/** `best weights (epoch 5)`: which weights of a run a command is about; undefined for a model from a file. */
export async function weightsText({ project, model, weights }: ModelInput): Promise<string | undefined> {
  const { origin } = await readModel(project, model, weights)
  return origin.kind === 'run' ? `${origin.weights} weights (epoch ${origin.epochs})` : undefined
}

/**
 * The model that a command is about. One from a file is tested on the dataset that is named, or on the one that the
 * project's drawing reads.
 */
export async function modelOf({ operands, text, required, output }: Call): Promise<ModelInput> {
  const [run, model, named] = [text('run'), text('model'), text('dataset')]
  const weights = runWeights.find(each => each === text('weights'))
  if (weights === undefined && text('weights') !== undefined) {
    throw new UsageFault(`--weights takes best or last, not ${text('weights') ?? ''}.`)
  }
  if (run !== undefined && model !== undefined) throw new UsageFault('Give either --run or --model, not both.')
  const id = model ?? required('run')
  const project = await folderOf(operands[0] ?? '')
  if (named === undefined && model === undefined) return { project, model: id, weights }
  const { document } = await projectOf(project, output)
  const reader = Object.values(document.nodes).find(({ type }) => type === 'data')
  const dataset = named ?? String(reader?.parameters['dataset'] ?? '')
  const data = document.datasets[dataset]
  if (data === undefined && named !== undefined) {
    throw new UsageFault(
      `The project has no dataset ${named}; it has ${Object.keys(document.datasets).join(', ') || 'none'}.`
    )
  }
  return { project, model: id, weights, data }
}
