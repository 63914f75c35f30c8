import type { DataType, Shape } from './tensor.ts'

/** An output of a node in a TensorFlow graph: `node` or `node:1`. */
export type Output = string

/** An attribute of a TensorFlow node, in the one form that says which kind it is. */
export type NodeAttribute =
  | { readonly type: DataType }
  | { readonly types: readonly DataType[] }
  | { readonly shape: Shape }
  | { readonly int: number }
  | { readonly float: number }
  | { readonly bool: boolean }
  | { readonly string: string }
  | { readonly ints: readonly number[] }
  | { readonly floats: readonly number[] }

export type ConstantType = 'float32' | 'bfloat16' | 'int32'

/** What an op writes its TensorFlow form to. Names are made by the writer. */
export interface GraphWriter {
  node(
    op: string,
    inputs: readonly Output[],
    attributes?: Readonly<Record<string, NodeAttribute>>,
    control?: readonly Output[]
  ): Output
  constant(dtype: ConstantType, shape: readonly number[], values: ArrayLike<number>): Output
  /** The handle of a variable, one node a graph. */
  variable(variable: Variable): Output
}

/** A resource that keeps its value from one run of the session to the next. */
export interface Variable {
  /** Path of node ids and the weight's name: survives renaming. */
  readonly key: string
  /** Path of names, as people and exports see it. */
  readonly path: string
  readonly dtype: DataType
  readonly shape: readonly number[]
}
