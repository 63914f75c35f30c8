import { namedFields } from '../../data/fields/catalogue.ts'
import { blockPorts } from '../../graph/block-ports.ts'
import type { Drawing, GraphNode, PortReference } from '../../graph/drawing.ts'
import { outputsOf, type AnyLayer, type InputPort, type OutputPort } from '../../layers/define-layer.ts'

/** What a document must know of layer types: their ports, parameters and versions. `layerOf` of the catalogue is one. */
export type LayerLookup = (
  type: string
) => Pick<AnyLayer, 'inputs' | 'outputs' | 'parameters' | 'version' | 'migrations'> | undefined

export interface InputOfNode {
  readonly name: string
  /** Takes any number of edges, in their order. */
  readonly isMany: boolean
  /** The fields that it takes; of a block's input nothing is known. */
  readonly roles?: InputPort['roles']
}

export interface PortsOfNode {
  readonly inputs: readonly InputOfNode[]
  readonly outputs: readonly OutputPort[]
}

/** The ports of any node: a layer's, a block instance's, or the one of a block's own input or output. */
export function portsOf(drawing: Drawing, node: GraphNode, layers: LayerLookup): PortsOfNode {
  switch (node.type) {
    case 'blockInput':
      return { inputs: [], outputs: [{ name: 'output' }] }
    case 'blockOutput':
      return { inputs: [{ name: 'input', isMany: false }], outputs: [] }
    case 'block': {
      const { inputs, outputs } = blockPorts(drawing, node.block ?? '')
      return { inputs: inputs.map(name => ({ name, isMany: false })), outputs: outputs.map(name => ({ name })) }
    }
    default: {
      const layer = layers(node.type)
      if (layer === undefined) return { inputs: [], outputs: [] }
      const inputs = Object.entries(layer.inputs).map(([name, { many, roles }]) => ({
        name,
        isMany: many === true,
        roles
      }))
      return { inputs, outputs: outputsOf(layer, node.parameters, id => namedFields(drawing.datasets, id)) }
    }
  }
}

export function inputPort(drawing: Drawing, port: PortReference, layers: LayerLookup): InputOfNode | undefined {
  const node = Object.hasOwn(drawing.nodes, port.node) ? drawing.nodes[port.node] : undefined
  return node && portsOf(drawing, node, layers).inputs.find(input => input.name === port.port)
}

export function hasOutputPort(drawing: Drawing, port: PortReference, layers: LayerLookup): boolean {
  const node = Object.hasOwn(drawing.nodes, port.node) ? drawing.nodes[port.node] : undefined
  return node !== undefined && portsOf(drawing, node, layers).outputs.some(({ name }) => name === port.port)
}
