import type { GraphWriter, Output } from './graph-writer.ts'
import type { TensorType } from './tensor.ts'

/** One output of one operation: a symbol, not numbers. */
export interface Tensor extends TensorType {
  readonly operation: Operation
  /** Which of the operation's outputs. */
  readonly index: number
}

/** An op applied to tensors. Operations are compared by identity. */
export interface Operation {
  /** Ascending in the order in which the program was built, which is an order in which it can run. */
  readonly id: number
  readonly op: AnyOp
  readonly inputs: Readonly<Record<string, Tensor | readonly Tensor[]>>
  readonly attributes: Readonly<Record<string, unknown>>
  readonly outputs: readonly Tensor[]
  /** Path of the layer that emitted it, for names in graphs and in messages; empty outside layers. */
  readonly scope: string
}

/** All input tensors of an operation in the order of its op's ports. */
export function inputsOf(operation: Operation): readonly Tensor[] {
  return operation.op.inputs.flatMap(port => operation.inputs[port] ?? [])
}

/** Ports of an op: one tensor each, or a list. */
export type OpInputs = Readonly<Record<string, Tensor | readonly Tensor[]>>
export type OpAttributes = Readonly<Record<string, unknown>>
export type NoAttributes = Readonly<Record<string, never>>

/** The same ports, holding what `Tensor` stands for elsewhere: its type, or its place in a TensorFlow graph. */
type Replaced<Inputs, Value> = {
  readonly [Port in keyof Inputs]: Inputs[Port] extends readonly unknown[] ? readonly Value[] : Value
}

/** Applies an op and returns its first output; `tensor.operation.outputs` has the others. */
export interface Emit {
  <Inputs extends OpInputs, Attributes extends OpAttributes>(
    op: Op<Inputs, Attributes>,
    inputs: Inputs,
    ...attributes: Record<never, never> extends Attributes ? [attributes?: Attributes] : [attributes: Attributes]
  ): Tensor
}

export interface GradientContext<Inputs, Attributes> {
  readonly emit: Emit
  readonly inputs: Inputs
  readonly attributes: Attributes
  readonly outputs: readonly Tensor[]
  /** What the loss changes by with each output, in the output's shape; undefined for an output that the loss does not use. */
  readonly gradients: readonly (Tensor | undefined)[]
}

export interface LoweringContext<Inputs, Attributes> {
  readonly graph: GraphWriter
  readonly inputs: Replaced<Inputs, Output>
  /** The symbolic tensors, for their shapes and types. */
  readonly tensors: Inputs
  readonly attributes: Attributes
  readonly outputs: readonly Tensor[]
}

/** How an op runs in bfloat16: its first output is bfloat16 then, any other stays float32. */
export interface Bfloat16<Port extends string> {
  /** Ports that take bfloat16; the others keep their type. */
  readonly ports: readonly Port[]
  /** A product gains by it whatever it receives. Anything else follows: it takes part where it receives some. */
  readonly isProduct?: boolean
}

/** What an op has to work with where a batch is computed in parts. */
export interface PartsContext<Inputs = OpInputs, Attributes = OpAttributes> {
  readonly emit: Emit
  /** The inputs of each part: a tensor without a batch axis is the same in all of them. */
  readonly parts: readonly Inputs[]
  readonly attributes: Attributes
  /** The op itself on the inputs of one part: all its outputs. */
  apply(inputs: Inputs): readonly Tensor[]
  /** The samples of a tensor with the whole batch, by parts. */
  split(whole: Tensor): readonly Tensor[]
  /** A tensor with the whole batch, to be read for its size. */
  readonly batch: Tensor
}

/** Each output: for the whole batch, or by parts. */
export type InParts = readonly (Tensor | readonly Tensor[])[]

export interface OpExample {
  readonly inputs: Readonly<Record<string, TensorType | readonly TensorType[]>>
  readonly attributes?: OpAttributes
}

/**
 * One tensor operation: everything that is true of it. Shapes have the batch as their first axis, named.
 * A new op is one file and one line in `catalogue.ts`; the contract test holds each against the engine
 * and, where it has a gradient, against finite differences.
 */
export interface Op<Inputs extends OpInputs = OpInputs, Attributes extends OpAttributes = OpAttributes> {
  readonly type: string
  /** Port names in the order of TensorFlow's inputs. */
  readonly inputs: readonly (keyof Inputs & string)[]
  /** Types of the outputs. The inputs fit: a layer has checked them. */
  infer(inputs: Replaced<Inputs, TensorType>, attributes: Attributes): readonly TensorType[]
  /** Multiply-adds for one sample; 0 where it is left out. */
  macs?(inputs: Replaced<Inputs, TensorType>, attributes: Attributes, outputs: readonly TensorType[]): number
  /** The gradient for each input that has one, in terms of other ops. Without it, nothing flows back. */
  gradient?(
    context: GradientContext<Inputs, Attributes>
  ): Partial<Record<keyof Inputs & string, Tensor | readonly Tensor[]>>
  /** The same in TensorFlow's vocabulary of 2.9; returns one graph output for each output. */
  lower(context: LoweringContext<Inputs, Attributes>): readonly Output[]
  /**
   * How it computes a batch whose parts are computed beside each other: `each` where samples do not meet, `summed` where
   * what has no batch axis is a sum over samples, or a rule of its own. Left out, or where the rule gives nothing, the
   * parts are joined for it.
   */
  parts?(context: PartsContext<Inputs, Attributes>): InParts | undefined
  /** Left out where it has no kernel in bfloat16 that pays: it receives float32 then. */
  readonly bfloat16?: Bfloat16<keyof Inputs & string>
  /** Ports that are read for their shape alone: they take any type, and their values need not lie in memory any more. */
  readonly shapePorts?: readonly (keyof Inputs & string)[]
  /**
   * Where the first output lies without memory of its own: in the `input`'s; over an input of the same size that is
   * `spent`, since nothing else reads it any more; or in what `stands` anyway, a variable or the graph.
   */
  readonly outputLies?: 'input' | 'spent' | 'stands'
  /** What the kernel takes for itself while it runs, where that is much. */
  scratch?(inputs: Replaced<Inputs, TensorType>, attributes: Attributes): readonly TensorType[]
  /** It reads the variable in its attributes, so that updates of that variable wait for it. */
  readonly readsVariable?: boolean
  readonly examples: readonly OpExample[]
}

/** Any op, for lists of them. Method syntax above lets each op into this type without a cast. */
export type AnyOp = Op<OpInputs, OpAttributes>

export function defineOp<Inputs extends OpInputs, Attributes extends OpAttributes = NoAttributes>(
  op: Op<Inputs, Attributes>
): Op<Inputs, Attributes> {
  return op
}
