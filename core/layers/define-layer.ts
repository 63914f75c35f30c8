import type { JsonObject } from '../json.ts'
import type { Measurement } from '../metrics/metric.ts'
import type { Emit } from '../ops/define-op.ts'
import type { DataType, Tensor, TensorType } from '../ops/tensor.ts'
import type { ParameterTable, ValuesOf } from '../parameters.ts'
import type { ProblemKind } from '../problem.ts'
import type { Initializer } from '../program/initializers.ts'

/** In `train`, dropout drops and batch statistics are taken from the batch; in `predict` neither. */
export type Mode = 'train' | 'predict'

export type Family =
  | 'data'
  | 'convolution'
  | 'pooling'
  | 'activation'
  | 'normalization'
  | 'dense'
  | 'merging'
  | 'shape'
  | 'regularization'
  | 'loss'
  | 'output'

/** What a port takes. Ranks leave the batch axis out: an image has rank 3, a vector rank 1. */
export interface InputPort {
  readonly rank?: { readonly min?: number; readonly max?: number }
  /** Takes any number of edges, from two on, in their order. The layer then receives a list. */
  readonly many?: boolean
  /** A layer that does without it receives undefined. */
  readonly optional?: boolean
}

type TensorOf<Port extends InputPort, Value> = Port['many'] extends true
  ? readonly Value[]
  : Port['optional'] extends true
    ? Value | undefined
    : Value

/** Ports of a layer that is not known more closely. */
export type AnyInputs<Value> = Readonly<Record<string, Value | readonly Value[] | undefined>>

type TensorsOf<Ports extends Readonly<Record<string, InputPort>>, Value> = string extends keyof Ports
  ? AnyInputs<Value>
  : { readonly [Name in keyof Ports]: TensorOf<Ports[Name], Value> }

/**
 * What `build` may say of one weight. What a person sets for all weights of a layer (trainable, learning-rate factor,
 * L1, L2) comes from the layer's parameters without its doing: see `weightSettingsOf`.
 */
export interface WeightOptions {
  /** False for what is kept and saved like a weight, but is never learned. */
  readonly trainable?: boolean
  /** L1, L2 and weight decay act on it. Left out: on weights of two axes or more, not on offsets and scales. */
  readonly isKernel?: boolean
}

/** A value kept from step to step beside the weights, such as a moving mean. */
export interface Statistic {
  readonly value: Tensor
  /** Sets the value for the next step; only in `train`. */
  update(value: Tensor): void
}

/** Normal with mean 0 and deviation 1, or uniform from −1 to 1. */
export type Distribution = 'normal' | 'uniform'

/** The images behind a data node, as far as a network needs to know them. */
export interface DatasetFacts {
  readonly height: number
  readonly width: number
  readonly channels: number
  /** Empty while they are not known. */
  readonly classes: readonly string[]
}

/** What `build` may do besides reading its arguments. */
export interface LayerScope {
  readonly mode: Mode
  /** Applies an op. */
  readonly op: Emit
  /** A learned tensor, kept under the layer's path and this name. */
  weight(name: string, shape: readonly number[], initializer: Initializer, options?: WeightOptions): Tensor
  statistic(name: string, shape: readonly number[], initializer: Initializer): Statistic
  /** What comes from outside with every batch: `shape` is one sample's. Only data layers feed. */
  feed(name: string, dtype: DataType, shape: readonly number[]): Tensor
  /** Random numbers for each sample, from outside where something is predicted: see the layer `noise`. */
  noise(distribution: Distribution, shape: readonly number[]): Tensor
  /** Two int32: a key that depends on (seed, layer, purpose) and the step, for stateless random ops. */
  randomKey(purpose: string): Tensor
  /** The dataset of this id, or undefined when the project has none of it. */
  dataset(id: string): DatasetFacts | undefined
}

/** A layer's Keras form: Keras layers in a row, and where its weights go. Undefined where Keras has none. */
export interface KerasLayer {
  readonly className: string
  readonly config: Readonly<Record<string, unknown>>
  /** Names of this layer's weights in the order of Keras's variables; all of them, in the order of `build`, where it is left out. */
  readonly weights?: readonly string[]
}

export interface LayerExample {
  /** Shapes of one sample, without the batch. */
  readonly inputs: Readonly<Record<string, readonly number[] | readonly (readonly number[])[]>>
  readonly parameters?: Readonly<Record<string, unknown>>
  /** Datasets by id, where the parameters name one. */
  readonly datasets?: Readonly<Record<string, DatasetFacts>>
}

/** A layer with other values than its defaults that the palette offers under a name of its own. */
export interface LayerPreset {
  readonly id: string
  readonly label: string
  readonly summary: string
  readonly parameters: JsonObject
}

/** One line of arithmetic that the inspector shows: the formula, and the same with the numbers in it. */
export interface Arithmetic {
  readonly formula: string
  readonly numbers: string
  readonly result: string
}

/** How a layer widens what one output value sees along each of the two image axes. */
export interface Window {
  readonly size: readonly [number, number]
  readonly stride: readonly [number, number]
  /** Rows of zeros above and columns of zeros to the left. Where it is left out, it follows from the shapes. */
  readonly padding?: readonly [number, number]
}

export interface LayerCheck {
  /** Makes a problem of this kind at this layer. */
  report<Values>(
    kind: ProblemKind<Values>,
    values: Values,
    at?: { readonly parameter?: string; readonly port?: string }
  ): void
  dataset(id: string): DatasetFacts | undefined
  /** The layer whose output reaches this port. */
  source(port: string): LayerSource | undefined
  /** How many classes the labels at this port have; undefined where no data node feeds it or the count is not known yet. */
  classes(port: string): number | undefined
}

/** What feeds a port, as far as a check may look. */
export interface LayerSource {
  readonly type: string
  readonly name: string
  /** Id of its node, for a repair there. */
  readonly node: string
  /** It stands in the same graph, so that an edge can lead past it. */
  readonly isBeside: boolean
  readonly parameters: Readonly<Record<string, unknown>>
}

/** Parameters as a file holds them: only those that differ from the defaults, none of them checked. */
export type StoredParameters = Readonly<Record<string, unknown>>

/** A layer type of the catalogue. Shapes, weights, costs, gradients and forms elsewhere all follow from `build`. */
export interface Layer<
  Ports extends Readonly<Record<string, InputPort>> = Readonly<Record<string, InputPort>>,
  Table extends ParameterTable = ParameterTable
> {
  readonly type: string
  /** Raised when a parameter changes its name or meaning, with a migration. */
  readonly version: number
  /**
   * What brings a node's parameters from one version to the next, by the version that it takes. A value may be an
   * expression, and what a migration does not know it leaves alone.
   */
  readonly migrations?: Readonly<Record<number, (parameters: StoredParameters) => StoredParameters>>
  readonly label: string
  readonly family: Family
  readonly summary: string
  /** Where the definition comes from: Keras's name for it, the paper. */
  readonly source: string
  readonly inputs: Ports
  /** Names of the outputs; `['output']` where it is left out. A loss and an output node have none. */
  readonly outputs?: readonly string[]
  readonly parameters: Table
  readonly presets?: readonly LayerPreset[]
  /** The two parameters that a node shows on the canvas, as a short text such as `3×3, 16 filters`. */
  describe?(parameters: ValuesOf<Table>): string
  /** Reports what does not fit, before `build`; an error keeps `build` from being called. Ranks are checked already. */
  check?(inputs: TensorsOf<Ports, TensorType>, parameters: ValuesOf<Table>, check: LayerCheck): void
  /** Emits the layer's ops. Parameters are valid and shapes fit. */
  build(inputs: TensorsOf<Ports, Tensor>, parameters: ValuesOf<Table>, scope: LayerScope): LayerOutput
  /** What a loss tells beside its own value, measured on the same tensors. Nothing learns from it. */
  metrics?(inputs: TensorsOf<Ports, Tensor>, parameters: ValuesOf<Table>, op: Emit): readonly Measurement[]
  arithmetic?(inputs: TensorsOf<Ports, TensorType>, parameters: ValuesOf<Table>): Arithmetic | undefined
  /** The window over the image axes, for the receptive field; 1×1, stride 1 where it is left out. `all` sees everything. */
  window?(parameters: ValuesOf<Table>, inputs: TensorsOf<Ports, TensorType>): Window | 'all'
  keras?(
    parameters: ValuesOf<Table>,
    inputs: TensorsOf<Ports, TensorType>,
    dataset: (id: string) => DatasetFacts | undefined
  ): readonly KerasLayer[] | undefined
  /** It only lays its values out anew or drops some, so that two linear layers around it are still two in a row. */
  readonly keepsLinear?: boolean
  /** It is one factor of a linear map taken apart on purpose, to be followed by another without an activation between. */
  readonly isFactor?: boolean
  /** It takes each channel's mean away, and with it any bias just before. */
  readonly centersChannels?: boolean
  readonly examples: readonly LayerExample[]
}

/** What `build` returns: its one output, or its outputs by name. */
export type LayerOutput = Tensor | Readonly<Record<string, Tensor>>

export type AnyLayer = Layer

export function defineLayer<
  const Ports extends Readonly<Record<string, InputPort>>,
  const Table extends ParameterTable
>(layer: Layer<Ports, Table>): Layer<Ports, Table> {
  return layer
}

/** Whether it feeds what a dataset holds. */
export function readsDataset({ family, parameters }: AnyLayer): boolean {
  return family === 'data' && 'dataset' in parameters
}

export function outputsOf(layer: AnyLayer): readonly string[] {
  return layer.outputs ?? ['output']
}
