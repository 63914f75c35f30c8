import type { Json } from '../json.ts'
import type { PlainParameter } from '../parameters.ts'

export type NodeId = string
export type EdgeId = string
export type GraphId = string
export type BlockId = string

/** A value computed from the parameters of the block around it, such as `4 * filters`. */
export interface Expression {
  readonly expression: string
}

export type ParameterValue = Json | Expression

/** A layer, or an instance of a block, in one graph. */
export interface GraphNode {
  readonly id: NodeId
  readonly graph: GraphId
  /** A type of the layer catalogue, or `block`, `blockInput`, `blockOutput`. */
  readonly type: string
  /** Unique among the nodes of its graph; exports and paths show it. */
  readonly name: string
  /** Only what differs from the defaults needs to be here. For a block: its arguments. */
  readonly parameters: Readonly<Record<string, ParameterValue>>
  /** The definition that an instance follows; only on nodes of type `block`. */
  readonly block?: BlockId
  /** How many times in a row a block stands; `index` in its expressions counts from 1. */
  readonly repeat?: number | Expression
  /** The node exists only where this is not 0; otherwise its first input passes through to its output. */
  readonly when?: Expression
  /**
   * The node of the same graph whose weights it uses, as a Keras layer that is called twice: a layer of the same type, or
   * an instance of the same block. Its settings are that node's too, so `parameters` is empty and `repeat` left out.
   */
  readonly weightsOf?: NodeId
  /** Taken out without being deleted: its first input passes through to its output. */
  readonly isBypassed?: true
}

export interface PortReference {
  readonly node: NodeId
  readonly port: string
}

export interface Edge {
  readonly id: EdgeId
  readonly graph: GraphId
  readonly from: PortReference
  readonly to: PortReference
  /** Ascending among the edges into a port that takes many. */
  readonly order: number
}

/** A graph saved under a name, with parameters, used as one node. Its ports are its `blockInput` and `blockOutput` nodes. */
export interface Block {
  readonly id: BlockId
  /** A word of the catalogue, in camelCase, such as `residual`. */
  readonly name: string
  readonly label: string
  readonly summary: string
  readonly source?: string
  readonly graph: GraphId
  /** In the order of the form; names are what expressions inside may use. */
  readonly parameters: readonly BlockParameter[]
}

export interface BlockParameter {
  readonly name: string
  readonly parameter: PlainParameter
}

/** All that says what the network is: the root graph and the block definitions, normalized by id. */
export interface Drawing {
  readonly root: GraphId
  readonly nodes: Readonly<Record<NodeId, GraphNode>>
  readonly edges: Readonly<Record<EdgeId, Edge>>
  readonly blocks: Readonly<Record<BlockId, Block>>
  /** Datasets by id, with the fields that a data node gives; left out, an image and its label. */
  readonly datasets?: Readonly<Record<string, { readonly fields?: readonly NamedField[] }>>
}

interface NamedField {
  readonly name: string
  readonly role: string
}

/** A block with the graph inside it, ready to be added to a drawing. */
export interface BlockDefinition {
  readonly block: Block
  readonly nodes: Drawing['nodes']
  readonly edges: Drawing['edges']
  /** Definitions of the blocks inside it. */
  readonly uses: readonly BlockDefinition[]
}
