import type { DatasetSettings } from '../data/dataset.ts'
import type {
  Block,
  BlockDefinition,
  BlockId,
  Edge,
  EdgeId,
  Expression,
  GraphId,
  GraphNode,
  NodeId,
  ParameterValue,
  PortReference
} from '../graph/drawing.ts'
import type { Recipe } from '../recipe/recipe.ts'
import type { Direction, Document, Note, Position } from './records.ts'

export interface NewNode {
  /** The root graph where it is left out. */
  readonly graph?: GraphId
  /** A layer type, or `blockInput` or `blockOutput` inside a block. */
  readonly type: string
  /** Made free with a number where it is taken; the type where it is left out. */
  readonly name?: string
  readonly parameters?: Readonly<Record<string, ParameterValue>>
  readonly position?: Position
}

export interface NewInstance {
  readonly graph?: GraphId
  /** A definition of the document, or one to be added to it if it is not there yet. */
  readonly block: BlockId | BlockDefinition
  readonly name?: string
  readonly parameters?: Readonly<Record<string, ParameterValue>>
  readonly repeat?: number | Expression
  readonly position?: Position
}

/** Nodes and edges that were made elsewhere: copied, or taken out of a block. Their ids are free. */
export interface Part {
  readonly nodes: readonly GraphNode[]
  /** Between these nodes, or between them and nodes that are there. */
  readonly edges: readonly Edge[]
}

/**
 * The document while it is edited. Every operation leaves it valid; one that could not is a bug of the caller and throws
 * (ask `connectionProblem` before `connect`).
 */
export interface Draft {
  /** The document as it is now, frozen; later operations do not change what was read. */
  readonly document: Document

  addNode(node: NewNode): NodeId
  /** The definition has to be there, or is added; not into a graph that it contains. */
  addBlockInstance(instance: NewInstance): NodeId
  /**
   * With its edges and its position. A block's input or output goes together with the edges at its instances. Who used its
   * weights has them from then on, with its settings.
   */
  removeNode(node: NodeId): void
  /** The new name, made free with a number where it is taken. A block's port takes the edges at its instances along. */
  rename(node: NodeId, name: string): string
  /** Values to set, on the node whose weights it uses where it uses another's; an undefined one goes back to the default. */
  setParameters(node: NodeId, values: Readonly<Record<string, ParameterValue | undefined>>): void
  setRepeat(node: NodeId, repeat: number | Expression | undefined): void
  setWhen(node: NodeId, when: Expression | undefined): void
  /**
   * Lets a node use the weights of another with that one's settings, or gives it its own with the settings that it had
   * from there. Who used its weights uses those of the other then.
   */
  setWeightsOf(node: NodeId, owner: NodeId | undefined): void
  setBypassed(node: NodeId, isBypassed: boolean): void
  /**
   * Makes another layer or an instance of another block of the node, in its place. Parameters that the new one knows by
   * the same name stay, and so do edges at ports of the same name, or else of the same place among the ports.
   */
  replace(node: NodeId, by: { readonly type: string } | { readonly block: BlockId | BlockDefinition }): void
  move(node: NodeId, position: Position): void
  /** Adds the part to the graph, whichever graph it came from. Names are made free with a number where they are taken. */
  insert(graph: GraphId, part: Part): void

  /** Replaces the edge of a port that takes one; comes last at a port that takes many. The same edge again is the same edge. */
  connect(from: PortReference, to: PortReference): EdgeId
  disconnect(edge: EdgeId): void
  /** Puts the edges of a port that takes many into this order. */
  orderEdges(edges: readonly EdgeId[]): void

  /** Adds the definition and those it uses, unless the document has them. */
  addBlock(definition: BlockDefinition): BlockId
  /** Arguments for parameters that it no longer has go too. */
  updateBlock(block: BlockId, values: Partial<Pick<Block, 'name' | 'label' | 'summary' | 'parameters'>>): void
  /** With its graph. No instance may be left. */
  removeBlock(block: BlockId): void

  addNote(note: Omit<Note, 'id'>): string
  updateNote(note: string, values: Partial<Omit<Note, 'id'>>): void
  removeNote(note: string): void
  /** Turns a graph; its nodes stay where they are until they are laid out. */
  setDirection(graph: GraphId, direction: Direction): void

  setDataset(settings: DatasetSettings): void
  removeDataset(id: string): void
  setRecipe(recipe: Recipe): void
  setName(name: string): void
}
