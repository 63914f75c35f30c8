import type { Document } from '../../../core/document/records.ts'
import type { Block, GraphNode } from '../../../core/graph/drawing.ts'
import { defaultsOf, labelOf } from '../../../core/parameters.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { message } from '../../messages/message.ts'
import type { NodeFamily } from './scene.ts'

/** What a node says on the canvas. */
export interface NodeText {
  readonly title: string
  readonly subtitle: string
  readonly aside: string | undefined
  readonly family: NodeFamily
}

/** `values` are the node's own with defaults and computed expressions, as far as they are known. */
export function nodeText(
  document: Document,
  node: GraphNode,
  values: Readonly<Record<string, unknown>> | undefined
): NodeText {
  const text = ownText(document, node, values)
  const owner = node.weightsOf === undefined ? undefined : document.nodes[node.weightsOf]
  return owner === undefined ? text : { ...text, subtitle: message('sharing/subtitle', { name: owner.name }) }
}

function ownText(document: Document, node: GraphNode, values: Readonly<Record<string, unknown>> | undefined): NodeText {
  switch (node.type) {
    case 'block': {
      const block = node.block === undefined ? undefined : document.blocks[node.block]
      if (block === undefined) return unknownText(node, message('canvas/block'), message('canvas/blockMissing'))
      const { label, name } = block
      const given = ownName(node, name)
      // A block is told from others of its kind by its name: stage4, inception4a.
      const titles = given === undefined ? { title: label, aside: undefined } : { title: given, aside: label }
      return { ...titles, subtitle: describeBlock(block, { ...node.parameters, ...values }), family: 'block' }
    }
    case 'blockInput':
      return {
        title: message('palette/input'),
        subtitle: node.name === 'input' ? '' : node.name,
        aside: undefined,
        family: 'blockEnd'
      }
    case 'blockOutput':
      return {
        title: message('palette/output'),
        subtitle: node.name === 'output' ? '' : node.name,
        aside: undefined,
        family: 'blockEnd'
      }
    default: {
      const layer = layerOf(node.type)
      if (layer === undefined) return unknownText(node, node.type, message('canvas/unknownLayer'))
      const complete = values ?? plainValues(node, defaultsOf(layer.parameters))
      const dataset = datasetName(document, complete)
      return {
        title: dataset ?? layer.label,
        subtitle: layer.describe?.(complete) ?? '',
        aside: ownName(node, node.type),
        family: layer.family
      }
    }
  }
}

function unknownText(node: GraphNode, title: string, subtitle: string): NodeText {
  return { title, subtitle, aside: node.name, family: 'blockEnd' }
}

/** What is set and what is left out, while no more is known because something does not fit. */
function plainValues(node: GraphNode, defaults: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const plain = Object.entries(node.parameters).filter(([, value]) => !isExpression(value))
  return { ...defaults, ...Object.fromEntries(plain) }
}

export function isExpression(value: unknown): value is { readonly expression: string } {
  return typeof value === 'object' && value !== null && 'expression' in value
}

function datasetName(document: Document, values: Readonly<Record<string, unknown>>): string | undefined {
  const id = values['dataset']
  return typeof id === 'string' && id !== '' ? document.datasets[id]?.name : undefined
}

/** `conv2d`, `conv2d_2` and `conv2d2` come from the type; any other name says something of its own. */
function ownName(node: GraphNode, type: string): string | undefined {
  return node.name.startsWith(type) && /^[_\d]*$/.test(node.name.slice(type.length)) ? undefined : node.name
}

/** The first two arguments: `16 filters, stride 2`. Many numbers stand in a row, as in the table of their paper. */
function describeBlock(block: Block, given: Readonly<Record<string, unknown>>): string {
  const values = block.parameters.map(({ name, parameter }) => given[name] ?? parameter.default)
  if (values.length > 3 && values.every(value => typeof value === 'number')) return values.join(', ')
  return block.parameters
    .slice(0, 2)
    .map(({ name, parameter }, index) => {
      const value = values[index]
      const label = labelOf(name, parameter).toLowerCase()
      if (typeof value === 'boolean') return value ? label : `no ${label}`
      const text = isExpression(value) ? value.expression : Array.isArray(value) ? value.join('×') : String(value)
      return label.endsWith('s') ? `${text} ${label}` : `${label} ${text}`
    })
    .join(', ')
}

/** `× 3`; nothing where a block stands once. */
export function repeatText(node: GraphNode): string | undefined {
  if (node.repeat === undefined || node.repeat === 1) return undefined
  return `× ${isExpression(node.repeat) ? node.repeat.expression : node.repeat}`
}
