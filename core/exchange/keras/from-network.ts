import { assert } from '../../assert.ts'
import { uniqueName } from '../../graph/names.ts'
import { readsDataset } from '../../layers/define-layer.ts'
import type { KerasLayer } from '../../layers/keras-form.ts'
import type { NetworkLayer, Source } from '../../network/network.ts'
import { batch, type TensorType } from '../../ops/tensor.ts'
import type { Problem } from '../../problem.ts'
import { noOutput } from '../export-problems.ts'
import type { Ending } from '../format.ts'
import { type TrainedModel, weightKey } from '../trained-model.ts'
import type { KerasGraph, KerasNode, KerasWeight } from './keras-graph.ts'
import { inKerasOrder } from './keras-order.ts'
import { misreadByKeras, noKerasForm, sharedInKeras } from './problems.ts'
import { shapeBehind } from './plans/row-shapes.ts'

/**
 * The model as a graph of Keras layers, from raw images (numbers from 0 to 255, in the size of the dataset) to what
 * the output nodes deliver: preprocessing is part of it, losses are not.
 */
export function kerasGraphOf(
  model: TrainedModel,
  ending: Ending
): { readonly graph: KerasGraph } | { readonly problems: readonly Problem[] } {
  const outputs = model.network.layers.filter(({ layer }) => layer.family === 'output')
  if (outputs.length === 0) return { problems: [noOutput({ path: model.name })] }
  const problems: Problem[] = []
  const writer = new GraphOfRows(model)
  const users = new Map<string, string>()
  for (const layer of leadingTo(outputs, model.network.layers)) {
    const row = rowOf(layer, model, ending)
    const position = { path: layer.path, node: layer.node.id }
    const other = (layer.facts?.weights.length ?? 0) > 0 ? users.get(layer.weightsKey) : undefined
    users.set(layer.weightsKey, layer.path)
    if (other !== undefined) problems.push(sharedInKeras(position, { other }))
    else if (row === undefined) problems.push(noKerasForm(position, layer.layer.label))
    else if (isMisread(layer, model.network.layers)) problems.push(misreadByKeras(position))
    // What a layer without a form feeds can not be written either.
    else if (problems.length === 0) writer.add(layer, row)
  }
  if (problems.length > 0) return { problems }
  const ends = outputs.map(({ key }) => writer.nameOf(key))
  const nodes = inKerasOrder(writer.nodes, ends)
  assert('length' in nodes, 'A network has no circles.')
  return {
    graph: {
      name: nameOf(model.name),
      nodes,
      inputs: writer.nodes.filter(({ className }) => className === 'InputLayer').map(({ name }) => name),
      outputs: ends
    }
  }
}

/** The layers on the way to an output, in the network's order. */
function leadingTo(outputs: readonly NetworkLayer[], layers: readonly NetworkLayer[]): readonly NetworkLayer[] {
  const needed = new Set(outputs.map(({ key }) => key))
  for (const { key, inputs } of [...layers].reverse()) {
    if (!needed.has(key)) continue
    for (const { key: source } of Object.values(inputs).flat()) needed.add(source)
  }
  return layers.filter(({ key }) => needed.has(key))
}

/** A layer's Keras form. An output node has one only where probabilities are written. */
function rowOf(
  layer: NetworkLayer,
  { network, datasets }: TrainedModel,
  ending: Ending
): readonly KerasLayer[] | undefined {
  if (layer.layer.family === 'output' && ending === 'logits') return []
  return layer.layer.keras?.write(layer.parameters, inputTypesOf(layer, network.layers), id => datasets[id])
}

/** A convolution that the file would say rightly, and oneDNN in TensorFlow compute wrongly: here it is computed otherwise. */
function isMisread({ layer, parameters, inputs, facts }: NetworkLayer, layers: readonly NetworkLayer[]): boolean {
  if (layer.type !== 'conv2d') return false
  const [source] = inputs['input'] ?? []
  const channels = source && layers.find(({ key }) => key === source.key)?.facts?.outputs[source.port]?.at(-1)
  const [[down, across], [, columns]] = [parameters['strides'], Object.values(facts?.outputs ?? {})[0] ?? []] as Numbers
  return channels === 1 && down === 1 && (across ?? 1) > 1 && columns === 1
}

type Numbers = readonly [readonly number[], readonly number[]]

function inputTypesOf(
  { layer, inputs }: NetworkLayer,
  layers: readonly NetworkLayer[]
): Readonly<Record<string, never>> {
  const typeOf = ({ key, port }: Source): TensorType => {
    const shape = layers.find(each => each.key === key)?.facts?.outputs[port]
    assert(shape !== undefined, `The shape of ${key} is not known.`)
    return { dtype: 'float32', shape: [batch, ...shape] }
  }
  const ports = Object.entries(layer.inputs).map(([port, { many }]) => {
    const types = (inputs[port] ?? []).map(typeOf)
    return [port, many === true ? types : types[0]]
  })
  return Object.fromEntries(ports) as Readonly<Record<string, never>>
}

/** Strings the rows of all layers together, names and feeds them. */
class GraphOfRows {
  readonly nodes: KerasNode[] = []
  readonly #model: TrainedModel
  /** The last node of each layer's row; a layer with an empty row stands for what feeds it. */
  readonly #ends = new Map<string, string>()
  readonly #taken = new Set<string>()

  constructor(model: TrainedModel) {
    this.#model = model
  }

  nameOf(key: string): string {
    const name = this.#ends.get(key)
    assert(name !== undefined, `${key} has not been written.`)
    return name
  }

  add(layer: NetworkLayer, row: readonly KerasLayer[]): void {
    let feeds = Object.values(layer.inputs)
      .flat()
      .map(({ key }) => this.nameOf(key))
    const isMerging = Object.values(layer.layer.inputs).some(({ many }) => many === true)
    const main = layer.layer.family === 'data' ? 0 : row.length - 1
    row.forEach((each, index) => {
      const name = this.#claim(index === main ? nameOf(layer.path) : `${nameOf(layer.path)}_${suffixOf(each)}`)
      const isLast = index === row.length - 1
      this.nodes.push({
        name,
        className: each.className,
        config: each.config,
        inputs: feeds,
        takesList: isMerging && index === 0,
        shape: (isLast ? shapeOf(layer) : undefined) ?? shapeBehind(each, this.#shapeOf(feeds[0])),
        weights: this.#weightsOf(layer, each)
      })
      feeds = [name]
    })
    const end = feeds[0]
    assert(end !== undefined, `${layer.path} is fed by nothing and has no Keras layers.`)
    this.#ends.set(layer.key, end)
  }

  #shapeOf(name: string | undefined): readonly number[] | undefined {
    return this.nodes.find(node => node.name === name)?.shape
  }

  #claim(wanted: string): string {
    const name = uniqueName(wanted, taken => this.#taken.has(taken))
    this.#taken.add(name)
    return name
  }

  #weightsOf({ weightsKey, path, facts }: NetworkLayer, { weights }: KerasLayer): readonly KerasWeight[] {
    const known = facts?.weights ?? []
    return (weights ?? known.map(({ name }) => name)).map(name => {
      const shape = known.find(fact => fact.name === name)?.shape
      const data = this.#model.weights[weightKey(weightsKey, name)]
      assert(shape !== undefined && data !== undefined, `The model has no weight ${path}/${name}.`)
      return { shape, data }
    })
  }
}

/** The shape of a layer's only tensor, or of its images. */
function shapeOf({ layer, outputs, facts }: NetworkLayer): readonly number[] | undefined {
  const image = outputs.find(({ role }) => role === 'image')
  return facts?.outputs[readsDataset(layer) ? (image?.name ?? '') : 'output']
}

/** A path as a name that Keras allows: `stage2/block[3]/conv` becomes `stage2_block_3_conv`. */
function nameOf(path: string): string {
  return path.replace(/[^A-Za-z0-9-]+/g, '_').replace(/^_+|_+$/g, '')
}

/** `ZeroPadding2D` behind the name of its layer: `zero_padding2d`. */
function suffixOf({ className }: KerasLayer): string {
  return className.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()
}
