import type { KnownDataset } from '../data/dataset.ts'
import { splitProblems } from '../data/split-problems.ts'
import { classesOf, fieldOf } from '../data/fields/catalogue.ts'
import { readsDataset, type DatasetFacts } from '../layers/define-layer.ts'
import { defineProblem, type Location, type Problem } from '../problem.ts'
import type { Network, NetworkLayer } from './network.ts'

/** The network as a whole, where a problem is about none of its layers. */
const whole: Location = { path: 'network' }

function locationOf({ path, node }: NetworkLayer, parameter?: string): Location {
  return { path, node: node.id, ...(parameter === undefined ? {} : { parameter }) }
}

/** What a training needs besides a network without errors. Drawing, costs and shapes do without it. */
export function trainingProblems(
  network: Network,
  datasets: Readonly<Record<string, DatasetFacts & Partial<KnownDataset>>>
): readonly Problem[] {
  const ofFamily = (family: 'loss' | 'output'): readonly NetworkLayer[] =>
    network.layers.filter(({ layer }) => layer.family === family)
  const data = network.layers.filter(({ layer }) => readsDataset(layer))
  const used = new Set(data.map(({ parameters }) => parameters['dataset']))
  return [
    ...(data.length === 0 ? [network.layers.some(isNoise) ? noSampleCount(whole) : noData(whole)] : []),
    ...data.flatMap(layer =>
      layer.parameters['dataset'] === '' ? [noImages(locationOf(layer, 'dataset'), size(layer))] : []
    ),
    ...(used.size > 1 ? [severalDatasets(whole, { count: used.size })] : []),
    ...data.flatMap(layer => {
      const id = String(layer.parameters['dataset'])
      return Object.hasOwn(datasets, id) && classesOf(fieldOf(datasets[id]?.fields ?? [], 'label')).length === 1
        ? [oneClass(locationOf(layer))]
        : []
    }),
    ...[...used].flatMap(id => {
      const { name, split, count } = (Object.hasOwn(datasets, String(id)) && datasets[String(id)]) || {}
      return name === undefined || split === undefined ? [] : splitProblems({ name, split }, count)
    }),
    ...(ofFamily('loss').length === 0 ? [noLoss(whole, joinsOf(network))] : []),
    ...(network.totals.trainableParameters === 0 ? [noWeights(whole)] : []),
    ...(ofFamily('output').length === 0 ? [noOutput(whole)] : []),
    ...(ofFamily('output').length > 1 ? [severalOutputs(whole, { count: ofFamily('output').length })] : [])
  ]
}

function isNoise({ layer }: NetworkLayer): boolean {
  return layer.type === 'noise'
}

/** What a softmax loss would be joined to: what the one output node predicts, and the one data node's label. */
function joinsOf({ layers }: Network): LossJoins | undefined {
  const [data, ...moreData] = layers.filter(({ layer }) => readsDataset(layer))
  const [output, ...moreOutputs] = layers.filter(({ layer }) => layer.family === 'output')
  if (data === undefined || output === undefined || moreData.length + moreOutputs.length > 0) return undefined
  const source = output.inputs['input']?.[0]
  const prediction = layers.find(({ key }) => key === source?.key)?.facts?.outputs[source?.port ?? '']
  return prediction?.length === 1 ? { data: data.node.id, output: output.node.id } : undefined
}

interface LossJoins {
  readonly data: string
  readonly output: string
}

function size({ parameters }: NetworkLayer): { readonly text: string } {
  return { text: [parameters['size'], parameters['channels']].flat().join('×') }
}

export const noData = defineProblem('train/no-data', 'error', () => ({
  message: 'The network has no data node, so nothing feeds it.',
  fix: 'Drag a data node from the palette, choose a dataset in it, and join its image to the first layer.'
}))

export const noSampleCount = defineProblem('train/no-sample-count', 'error', () => ({
  message:
    'Noise alone feeds the network, and nothing says how many samples make an epoch: a training takes that from a dataset.',
  fix: 'Add a data node and choose a dataset in it. Nothing need be joined to it.'
}))

export const noImages = defineProblem<{ readonly text: string }>('train/no-images', 'error', ({ text }) => ({
  message: `The data node is a bare size, ${text}, with no images behind it.`,
  fix: 'Choose a dataset in it, or import one under Data.'
}))

export const severalDatasets = defineProblem<{ readonly count: number }>(
  'train/several-datasets',
  'error',
  ({ count }) => ({
    message: `The data nodes draw on ${count} datasets; a training takes its batches from one.`,
    fix: 'Choose the same dataset in each data node.'
  })
)

export const oneClass = defineProblem('train/one-class', 'warning', () => ({
  message: 'All images of the dataset have one and the same class, so there is nothing to tell apart.',
  fix: 'Import images of two classes or more.'
}))

export const noLoss = defineProblem<LossJoins | undefined>('train/no-loss', 'error', joins => ({
  message: 'The network has no loss, so a training has nothing to make smaller.',
  fix: "Drag a loss from the palette; join the last layer to its prediction and the data node's label to its target.",
  ...(joins !== undefined && {
    repair: {
      label: 'Add softmax loss',
      add: {
        type: 'softmaxCrossEntropy',
        inputs: {
          prediction: { sourceOf: { node: joins.output, port: 'input' } },
          target: { node: joins.data, port: 'label' }
        }
      }
    }
  })
}))

export const noWeights = defineProblem('train/no-weights', 'error', () => ({
  message: 'No layer has weights that a training could change.',
  fix: 'Add a convolution or a dense layer.'
}))

export const noOutput = defineProblem('train/no-output', 'error', () => ({
  message: 'The network has no output node, so nothing says what it predicts.',
  fix: 'Drag an output node from the palette and join the last layer to it.'
}))

export const severalOutputs = defineProblem<{ readonly count: number }>(
  'train/several-outputs',
  'error',
  ({ count }) => ({
    message: `The network has ${count} output nodes; one of them must give the prediction.`,
    fix: 'Remove all but one.'
  })
)
