import type { GraphNode, NodeId } from '../graph/drawing.ts'
import type { AnyLayer, Arithmetic, OutputPort } from '../layers/define-layer.ts'
import type { Shape } from '../ops/tensor.ts'
import type { Problem } from '../problem.ts'

/** A weight or a moving statistic of one layer. */
export interface WeightFact {
  readonly name: string
  readonly shape: readonly number[]
  readonly isTrainable: boolean
}

/** What one output value sees of the input image: Araujo, Norris and Sim, "Computing receptive fields", Distill 2019. */
export interface ReceptiveField {
  /** Height and width in input pixels; Infinity when it sees the whole image whatever its size. */
  readonly size: readonly [number, number]
  /** Input pixels between two neighboring outputs. */
  readonly stride: readonly [number, number]
  /** Row and column of the first pixel that the first output sees; negative where it looks over the image's edge. */
  readonly start: readonly [number, number]
}

/** All that is known of one layer before anything runs. */
export interface LayerFacts {
  /** Shape of one sample for each output port, without the batch. */
  readonly outputs: Readonly<Record<string, readonly number[]>>
  readonly weights: readonly WeightFact[]
  readonly parameters: number
  readonly trainableParameters: number
  /** Multiply-adds of one sample, forward. */
  readonly macs: number
  /** Bytes of what the layer's ops hand on for one sample. */
  readonly activationBytes: number
  readonly receptiveField: ReceptiveField | undefined
  readonly arithmetic: Arithmetic | undefined
}

/** Where an input comes from. */
export interface Source {
  readonly key: string
  readonly port: string
}

/** A layer of the expanded graph. Its facts are undefined while its inputs' shapes are unknown or do not fit. */
export interface NetworkLayer {
  /** Path of node ids with repeats, `n4/n2[3]`: survives renaming, keys weights. */
  readonly key: string
  /** Path of names, `stage2/block[3]/conv`. */
  readonly path: string
  /** The key of the layer in the network whose weights it uses: its own, unless it shares them. */
  readonly weightsKey: string
  readonly node: GraphNode
  /** The nodes from the root graph down to this one. */
  readonly ancestry: readonly NodeId[]
  readonly layer: AnyLayer
  /** Complete and valid: defaults filled in, expressions computed. */
  readonly parameters: Readonly<Record<string, unknown>>
  readonly inputs: Readonly<Record<string, readonly Source[]>>
  readonly outputs: readonly OutputPort[]
  readonly facts: LayerFacts | undefined
}

export interface NetworkTotals {
  readonly parameters: number
  readonly trainableParameters: number
  readonly macs: number
  readonly activationBytes: number
  readonly layers: number
}

/** A graph with all blocks expanded, shapes inferred, checked. Layers stand in an order in which they can run. */
export interface Network {
  readonly layers: readonly NetworkLayer[]
  readonly totals: NetworkTotals
  readonly problems: readonly Problem[]
  /**
   * Shapes on the edges of the drawing, by edge id and for every level: inside a block the shapes of
   * its first instance. Absent where a shape is not known.
   */
  readonly edgeShapes: Readonly<Record<string, Shape>>
  /** Facts by node id for every level; a block's are the sums over what is inside it. */
  readonly nodeFacts: Readonly<Record<NodeId, LayerFacts>>
}
