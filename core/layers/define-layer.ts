import { type FieldFacts, type Role, signals } from '../data/fields/catalogue.ts'
import type { NamedField } from '../data/fields/define-field.ts'
import type { JsonObject } from '../json.ts'
import type { Measurement } from '../metrics/metric.ts'
import type { Emit, Tensor } from '../ops/define-op.ts'
import type { DataType, TensorType } from '../ops/tensor.ts'
import type { ParameterTable, ValuesOf } from '../parameters.ts'
import type { ProblemKind } from '../problem.ts'
import type { Initializer } from '../program/initializers.ts'
import type { KerasLayer, KerasOptions, KerasReading } from './keras-form.ts'

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
  /** The fields that it takes; what layers compute with, where it is left out. What layers have computed goes anywhere. */
  readonly roles?: readonly Role[]
  /** Takes any number of edges, from two on, in their order. The layer then receives a list. */
  readonly many?: boolean
  /** A layer that does without it receives undefined. */
  readonly optional?: boolean
}

/** What a port gives: what a layer has computed, or a field of a dataset. */
export interface OutputPort {
  readonly name: string
  readonly role?: string | undefined
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

/** The dataset behind a data node, as far as a network needs to know it. */
export interface DatasetFacts {
  readonly fields: readonly FieldFacts[]
}

/** What is fed of one sample: a field, or noise, which has no role. */
export interface FeedType {
  readonly dtype: DataType
  readonly shape: readonly number[]
  readonly role?: Role
}

/** What `build` may do besides reading its arguments. */
export interface LayerScope {
  readonly mode: Mode
  /** Applies an op. */
  readonly op: Emit
  /** A learned tensor, kept under the layer's path and this name. */
  weight(name: string, shape: readonly number[], initializer: Initializer, options?: WeightOptions): Tensor
  statistic(name: string, shape: readonly number[], initializer: Initializer): Statistic
  /** What comes from outside with every batch: a field by its name, `type` is one sample's. Only data layers feed. */
  feed(name: string, type: FeedType): Tensor
  /** Random numbers for each sample, from outside where something is predicted: see the layer `noise`. */
  noise(distribution: Distribution, shape: readonly number[]): Tensor
  /** Two int32: a key that depends on (seed, layer, purpose) and the step, for stateless random ops. */
  randomKey(purpose: string): Tensor
  /** The dataset of this id, or undefined when the project has none of it. */
  dataset(id: string): DatasetFacts | undefined
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
  /** The field that comes in at this port, where a data node feeds it. */
  field(port: string): FieldFacts | undefined
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
  /** One of the name `output` where it is left out. A loss and an output node have none, a data node one for each field. */
  readonly outputs?: readonly OutputPort[] | ((dataset: readonly NamedField[] | undefined) => readonly OutputPort[])
  /** What is known of the fields that a data node gives. */
  fields?(parameters: ValuesOf<Table>, dataset: (id: string) => DatasetFacts | undefined): readonly FieldFacts[]
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
  /** Its form in Keras. */
  readonly keras?: {
    /** Keras layers in a row; undefined where Keras has none that do the same. */
    write(
      parameters: ValuesOf<Table>,
      inputs: TensorsOf<Ports, TensorType>,
      dataset: (id: string) => DatasetFacts | undefined
    ): readonly KerasLayer[] | undefined
    /** The class of Keras that becomes this layer. */
    readonly read?: KerasReading
    /** Classes that stand in its row alone, with what Keras takes where a configuration leaves an option out. */
    readonly beside?: Readonly<Record<string, KerasOptions>>
  }
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

const oneOutput: readonly OutputPort[] = [{ name: 'output' }]

/** The outputs of a layer with these parameters; `fieldsOf` gives the fields of a dataset by its id. */
export function outputsOf(
  { outputs = oneOutput }: Pick<AnyLayer, 'outputs'>,
  { dataset }: Readonly<Record<string, unknown>>,
  fieldsOf: (dataset: string) => readonly NamedField[] | undefined
): readonly OutputPort[] {
  if (typeof outputs !== 'function') return outputs
  return outputs(typeof dataset === 'string' ? fieldsOf(dataset) : undefined)
}

/** Whether an input takes what has this role; undefined is what layers have computed. */
export function takesRole(
  { roles = signals }: { readonly roles?: InputPort['roles'] | undefined },
  role: string | undefined
): boolean {
  return role === undefined || roles.some(each => each === role)
}
