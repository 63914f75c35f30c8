import type { FieldFacts } from '../data/fields/catalogue.ts'
import { scales } from '../layers/data/data.ts'
import { readsDataset } from '../layers/define-layer.ts'
import type { Datasets } from '../network/infer.ts'
import type { Network, NetworkLayer, Source } from '../network/network.ts'
import type { ValueRange } from './value-range.ts'

/** What is known of the values that an output node delivers. */
export interface Reading {
  /** The shape of one sample. */
  readonly shape: readonly number[]
  /** What the output node makes of the values that reach it. */
  readonly reads: 'softmax' | 'sigmoid' | 'asIs'
  /** How the network's images are scaled. */
  readonly range: ValueRange
}

/** A field of a dataset, and the data node's port that gives it. */
export interface ReadField {
  readonly facts: FieldFacts
  readonly source: Source
}

/** What a network delivers, and what it can be compared with. */
export interface Delivered extends Reading {
  /** What the loss on these values compares them with; for a network with one loss, what that one compares with. */
  readonly target: ReadField | undefined
  /** All fields of the data node that the output depends on; none where it depends on noise alone. */
  readonly fields: readonly ReadField[]
}

/** Undefined where there is no output node, or what reaches it is not known. */
export function deliveredOf({ layers }: Pick<Network, 'layers'>, datasets: Datasets): Delivered | undefined {
  const byKey = new Map(layers.map(layer => [layer.key, layer]))
  const output = layers.find(({ layer }) => layer.family === 'output')
  const source = output?.inputs['input']?.[0]
  const shape = source && byKey.get(source.key)?.facts?.outputs[source.port]
  if (output === undefined || source === undefined || shape === undefined) return undefined
  const data = layers.find(layer => readsDataset(layer.layer) && isNeeded(layer, output, byKey))
  const losses = layers.filter(({ layer }) => layer.family === 'loss')
  const loss = losses.find(({ inputs }) => isSame(inputs['prediction']?.[0], source))
  return {
    shape,
    reads: output.parameters['reads'] as Reading['reads'],
    range: scaleOf(data ?? layers.find(({ layer }) => readsDataset(layer))),
    target: targetOf(loss ?? (losses.length === 1 ? losses[0] : undefined), byKey, datasets),
    fields: data === undefined ? [] : fieldsOf(data, datasets)
  }
}

function isSame(one: Source | undefined, other: Source): boolean {
  return one?.key === other.key && one.port === other.port
}

function isNeeded(layer: NetworkLayer, by: NetworkLayer, byKey: ReadonlyMap<string, NetworkLayer>): boolean {
  const needed = new Set([by.key])
  // A set goes on to what is added on the way.
  for (const key of needed) {
    for (const { key: source } of Object.values(byKey.get(key)?.inputs ?? {}).flat()) needed.add(source)
  }
  return needed.has(layer.key)
}

function scaleOf(data: NetworkLayer | undefined): Reading['range'] {
  return scales[(data?.parameters['scale'] as keyof typeof scales | undefined) ?? 'unit']
}

/** The field that comes in at a loss's first port of a field's role. */
function targetOf(
  loss: NetworkLayer | undefined,
  byKey: ReadonlyMap<string, NetworkLayer>,
  datasets: Datasets
): ReadField | undefined {
  const sources = Object.entries(loss?.inputs ?? {}).flatMap(([port, given]) => (port === 'prediction' ? [] : given))
  return sources
    .flatMap(source => {
      const data = byKey.get(source.key)
      return data === undefined ? [] : fieldsOf(data, datasets).filter(field => isSame(field.source, source))
    })
    .at(0)
}

/** Only a data node gives fields. */
function fieldsOf({ key, layer, parameters }: NetworkLayer, datasets: Datasets): readonly ReadField[] {
  const fields = layer.fields?.(parameters, id => (Object.hasOwn(datasets, id) ? datasets[id] : undefined)) ?? []
  return fields.map(facts => ({ facts, source: { key, port: facts.name } }))
}
