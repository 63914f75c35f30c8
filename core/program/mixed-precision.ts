import { cast } from '../ops/elementwise/cast.ts'
import type { Operation, Tensor } from '../ops/define-op.ts'
import type { EntryPoint } from './program.ts'
import { reachable } from './reachable.ts'

/** The number format of activations and products; weights, statistics, softmax and loss are float32 in both. */
export const precisions = ['float32', 'mixedBfloat16'] as const
export type Precision = (typeof precisions)[number]

/**
 * The same entry point with its products and the activations between them in bfloat16 (Micikevicius et al., "Mixed
 * precision training", 2018; bfloat16 needs no loss scaling). Casts are put in where a type changes; every feed, fetch
 * and update keeps its type, and so does every weight. What is computed under a path of `exact`, such as a loss, stays
 * in float32 too.
 */
export function mixedPrecision(entry: EntryPoint, exact: ReadonlySet<string> = new Set()): EntryPoint {
  const forms = new Map<Tensor, Tensor>()
  const casts = new Map<Tensor, Tensor>()
  const made = new Map<Operation, Operation>()
  let count = 0

  function make(from: Pick<Operation, 'op' | 'inputs' | 'attributes' | 'scope'>, types: readonly Tensor[]): Operation {
    const outputs: Tensor[] = []
    const { op, inputs, attributes, scope } = from
    const operation: Operation = { id: count++, op, inputs, attributes, scope, outputs }
    types.forEach(({ dtype, shape }, index) => outputs.push({ operation, index, dtype, shape }))
    return operation
  }

  /** The tensor's form here, whichever type it has. */
  function formOf(tensor: Tensor): Tensor {
    const form = forms.get(tensor)
    if (form === undefined) throw new Error(`${tensor.operation.op.type} is used before it is computed.`)
    return form
  }

  function as(to: 'float32' | 'bfloat16', tensor: Tensor): Tensor {
    const form = formOf(tensor)
    if (form.dtype === to || (form.dtype !== 'float32' && form.dtype !== 'bfloat16')) return form
    const known = casts.get(form)
    if (known !== undefined) return known
    const attributes = { to }
    const inputs = { input: form }
    const { scope } = form.operation
    const operation = make({ op: cast, inputs, attributes, scope }, [{ ...form, dtype: to }])
    const [output] = operation.outputs
    casts.set(form, output as Tensor)
    return output as Tensor
  }

  for (const operation of reachable(entry)) {
    const { op } = operation
    const half = op.bfloat16
    const tensorsOf = (port: string): readonly Tensor[] => [operation.inputs[port] ?? []].flat()
    const receives = (port: string): boolean => tensorsOf(port).some(tensor => formOf(tensor).dtype === 'bfloat16')
    const isHalved =
      half !== undefined &&
      !exact.has(operation.scope) &&
      operation.outputs[0]?.dtype === 'float32' &&
      (half.isProduct === true || half.ports.some(receives))
    const taken = (port: string, tensor: Tensor): Tensor => {
      if (op.shapePorts?.includes(port) === true) return formOf(tensor)
      return as(isHalved && half.ports.includes(port) ? 'bfloat16' : 'float32', tensor)
    }
    const inputs = Object.entries(operation.inputs).map(([port, given]) => [
      port,
      Array.isArray(given)
        ? (given as readonly Tensor[]).map(tensor => taken(port, tensor))
        : taken(port, given as Tensor)
    ])
    const types = operation.outputs.map((output, index): Tensor =>
      isHalved && index === 0 ? { ...output, dtype: 'bfloat16' } : output
    )
    const next = make({ ...operation, inputs: Object.fromEntries(inputs) as Operation['inputs'] }, types)
    made.set(operation, next)
    operation.outputs.forEach((output, index) => forms.set(output, next.outputs[index] as Tensor))
  }

  const fetched = Object.entries(entry.fetches).map(([name, tensor]) => [name, as('float32', tensor)] as const)
  const fed = Object.entries(entry.feeds).map(([name, tensor]) => [name, forms.get(tensor) ?? tensor] as const)
  return {
    name: entry.name,
    feeds: Object.fromEntries(fed),
    fetches: Object.fromEntries(fetched),
    updates: entry.updates.map(update => made.get(update) ?? update)
  }
}
