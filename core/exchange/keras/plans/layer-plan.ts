import type { Json } from '../../../json.ts'
import type { AnyLayer, DatasetFacts } from '../../../layers/define-layer.ts'
import type { KerasLayer } from '../../../layers/keras-form.ts'
import { parseValue } from '../../../parameters.ts'
import type { KerasNode, KerasWeight } from '../keras-graph.ts'
import { difference, withDefaults } from './options.ts'

/** One layer of the drawing to be made, and which Keras layers it stands for. */
export interface LayerPlan {
  readonly name: string
  readonly type: string
  readonly parameters: Readonly<Record<string, Json>>
  /** What a data node's images are, where they differ from what the network sees. */
  readonly dataset?: { readonly id: string; readonly facts: DatasetFacts }
  /** Names of Keras layers. */
  readonly inputs: readonly string[]
  readonly takesList: boolean
  /** The Keras layer whose output is this layer's. */
  readonly standsFor: string
  readonly weights: readonly KerasWeight[]
  /** Names of the layer's weights in Keras's order; all in the order of `build` where undefined. */
  readonly weightNames: readonly string[] | undefined
}

/** An option of a Keras layer that no layer here has. */
export interface Misfit {
  readonly className: string
  readonly option: string
  readonly value: unknown
}

/** The layers that the model uses each output of. */
export type Followers = ReadonlyMap<string, readonly KerasNode[]>

/** Values that the layer's table accepts, or the name of the first parameter that it does not. */
export function acceptedValues(
  layer: AnyLayer,
  wanted: Readonly<Record<string, unknown>>
): { readonly values: Readonly<Record<string, Json>> } | { readonly parameter: string } {
  const values: Record<string, Json> = {}
  for (const [name, parameter] of Object.entries(layer.parameters)) {
    const value = wanted[name]
    if (value === undefined) continue
    const parsed = parseValue(parameter, value as Json)
    if (!('value' in parsed)) return { parameter: name }
    values[name] = parsed.value
  }
  return { values }
}

/** Where Keras layers differ from the row that a layer of ours would be written as; undefined where they do the same. */
export function misfitOf(nodes: readonly KerasNode[], row: readonly KerasLayer[]): Misfit | undefined {
  const [last] = nodes.slice(-1)
  if (nodes.length !== row.length)
    return { className: last?.className ?? '', option: 'padding', value: last?.config['padding'] }
  for (const [index, node] of nodes.entries()) {
    const own = row[index]
    const full = own && withDefaults(own)
    if (full?.className !== node.className)
      return { className: node.className, option: 'class', value: full?.className }
    const found = difference(node, full)
    if (found !== undefined) return { className: node.className, ...found }
  }
  return undefined
}
