import { unreachable } from '../assert.ts'
import type { ConstantType, GraphWriter, NodeAttribute, Output, Variable } from '../ops/graph-writer.ts'
import type { DataType, Shape } from '../ops/tensor.ts'

/** Numbers of TensorFlow's types: tensorflow/core/framework/types.proto. */
export const dataTypes: Readonly<Record<DataType, number>> = {
  float32: 1,
  int32: 3,
  uint8: 4,
  string: 7,
  int64: 9,
  bool: 10,
  bfloat16: 14
}

/** One node as `schema.ts` writes it. */
export interface NodeDef {
  readonly name: string
  readonly op: string
  readonly input: readonly string[]
  readonly attr: Readonly<Record<string, object>>
}

/** TensorFlow's form of a shape: -1 for a named axis. */
export function shapeProto(shape: Shape): object {
  return { dim: shape.map(size => ({ size: typeof size === 'number' ? size : -1 })) }
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, character => character.charCodeAt(0))
}

function attributeProto(attribute: NodeAttribute): object {
  if ('type' in attribute) return { type: dataTypes[attribute.type] }
  if ('types' in attribute) return { list: { type: attribute.types.map(type => dataTypes[type]) } }
  if ('shape' in attribute) return { shape: shapeProto(attribute.shape) }
  if ('int' in attribute) return { i: attribute.int }
  if ('float' in attribute) return { f: attribute.float }
  if ('bool' in attribute) return { b: attribute.bool }
  if ('string' in attribute) return { s: bytesOf(attribute.string) }
  if ('ints' in attribute) return { list: { i: attribute.ints } }
  if ('floats' in attribute) return { list: { f: attribute.floats } }
  return unreachable(attribute)
}

function contentOf(dtype: ConstantType, values: ArrayLike<number>): Uint8Array {
  switch (dtype) {
    case 'float32':
      return viewOf(values instanceof Float32Array ? values : Float32Array.from(values))
    case 'bfloat16':
      return viewOf(Uint16Array.from(new Uint32Array(Float32Array.from(values).buffer), upperHalf))
    case 'int32':
      return viewOf(values instanceof Int32Array ? values : Int32Array.from(values))
    default:
      return unreachable(dtype)
  }
}

/** The bits of a float32 as those of the nearest bfloat16, the even one of two that are as near. */
function upperHalf(bits: number): number {
  return (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16
}

function viewOf(array: Float32Array | Int32Array | Uint16Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
}

/** A name that TensorFlow takes: letters, digits, `_ . / -` from a path of names. */
function legalName(path: string): string {
  const name = path.replace(/[^A-Za-z0-9_./-]/g, '_')
  return /^[A-Za-z0-9.]/.test(name) ? name : `n${name}`
}

export interface GraphDefWriter extends GraphWriter {
  readonly nodes: readonly NodeDef[]
  /** New nodes take names below this path from here on. */
  enter(scope: string): void
  /** A node under this name, for what is fed and fetched; names that differ only in what is not legal get a number. */
  named(
    name: string,
    op: string,
    inputs: readonly Output[],
    attributes?: Readonly<Record<string, NodeAttribute>>
  ): Output
}

/** Writes nodes in the form of TensorFlow's GraphDef. */
export function createGraphDefWriter(): GraphDefWriter {
  const nodes: NodeDef[] = []
  const used = new Map<string, number>()
  const handles = new Map<string, Output>()
  let prefix = ''

  function uniqueName(name: string): string {
    const count = used.get(name) ?? 0
    used.set(name, count + 1)
    return count === 0 ? name : uniqueName(`${name}_${count}`)
  }

  function write(name: string, op: string, input: readonly Output[], attr: Record<string, object>): Output {
    nodes.push({ name, op, input, attr })
    return name
  }

  function protosOf(attributes: Readonly<Record<string, NodeAttribute>>): Record<string, object> {
    return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, attributeProto(value)]))
  }

  return {
    nodes,
    enter(scope) {
      prefix = scope === '' ? '' : `${legalName(scope)}/`
    },
    named(name, op, inputs, attributes = {}) {
      return write(uniqueName(legalName(name)), op, inputs, protosOf(attributes))
    },
    node(op, inputs, attributes = {}, control = []) {
      const name = uniqueName(prefix + op)
      return write(
        name,
        op,
        [...inputs, ...control.map(output => `^${output.replace(/:\d+$/, '')}`)],
        protosOf(attributes)
      )
    },
    constant(dtype, shape, values) {
      return write(uniqueName(`${prefix}Const`), 'Const', [], {
        dtype: { type: dataTypes[dtype] },
        value: {
          tensor: { dtype: dataTypes[dtype], tensor_shape: shapeProto(shape), tensor_content: contentOf(dtype, values) }
        }
      })
    },
    variable(variable: Variable) {
      const known = handles.get(variable.key)
      if (known !== undefined) return known
      const name = uniqueName(`variables/${legalName(variable.path)}`)
      const handle = write(name, 'VarHandleOp', [], {
        dtype: { type: dataTypes[variable.dtype] },
        shape: { shape: shapeProto(variable.shape) },
        shared_name: { s: bytesOf(name) }
      })
      handles.set(variable.key, handle)
      return handle
    }
  }
}
