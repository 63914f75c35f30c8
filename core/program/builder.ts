import type { AnyOp, Emit, OpAttributes, OpInputs, Operation, Tensor } from '../ops/define-op.ts'
import type { Variable } from '../ops/graph-writer.ts'
import type { TensorType } from '../ops/tensor.ts'
import { readVariable } from '../ops/variables/variable-ops.ts'

/** Gathers operations for one entry point, in order. */
export interface Builder {
  readonly emit: Emit
  /** Emits under a layer's path, for names in graphs and messages. */
  at(scope: string): Emit
  /** The variable's value before the entry point's updates: one read, however often it is asked for. */
  read(variable: Variable): Tensor
  readonly operations: readonly Operation[]
}

export function createBuilder(): Builder {
  const operations: Operation[] = []
  const reads = new Map<string, Tensor>()

  const at = (scope: string): Emit => {
    const emit = (op: AnyOp, inputs: OpInputs, attributes: OpAttributes = {}): Tensor | undefined => {
      const types: readonly TensorType[] = op.infer(inputs as Parameters<typeof op.infer>[0], attributes)
      const outputs: Tensor[] = []
      const operation: Operation = { id: operations.length, op, inputs, attributes, outputs, scope }
      types.forEach(({ dtype, shape, role }, index) => outputs.push({ operation, index, dtype, shape, role }))
      operations.push(operation)
      return outputs[0] ?? nothing(operation)
    }
    return emit as Emit
  }

  const emit = at('')
  return {
    emit,
    at,
    operations,
    read(variable) {
      const known = reads.get(variable.key)
      if (known !== undefined) return known
      const value = emit(readVariable, {}, { variable })
      reads.set(variable.key, value)
      return value
    }
  }
}

/** Stands for an operation without outputs, an update, so that `emit` always has something to return. */
function nothing(operation: Operation): Tensor {
  return { operation, index: 0, dtype: 'float32', shape: [0] }
}
