import { isOfBatch, joinBatch, partSizes, splitBatch } from '../ops/batch/parts.ts'
import type { InParts, OpInputs, Operation, Tensor } from '../ops/define-op.ts'
import { feed } from '../ops/sources/feed.ts'
import { batch } from '../ops/tensor.ts'
import { createBuilder } from './builder.ts'
import type { EntryPoint } from './program.ts'
import { reachable } from './reachable.ts'

/** What a tensor of the entry point becomes: computed for the whole batch, by parts, or both where both are asked for. */
interface Form {
  whole?: Tensor
  parts?: readonly Tensor[]
}

/**
 * The same entry point with its batch in parts: each op whose definition says how is computed part by part, so that
 * cores can work beside each other, each on kernels of its own, instead of together on every kernel. Other ops receive
 * the whole batch. Feeds, fetches and updates are the same as before. The batch has at least as many samples as there are
 * parts: TensorFlow's kernels are not made for none.
 */
export function inParts(entry: EntryPoint, count: number): EntryPoint {
  const operations = reachable(entry)
  const fed = operations.find(({ op, outputs }) => op === feed && outputs.some(isOfBatch))?.outputs[0]
  if (count === 1 || fed === undefined) return entry
  const builder = createBuilder()
  const forms = new Map<Tensor, Form>()
  const made = new Map<Operation, Operation>()
  let sizes: Tensor | undefined

  function formOf(tensor: Tensor): Form {
    const form = forms.get(tensor)
    if (form === undefined) throw new Error(`${tensor.operation.op.type} is used before it is computed.`)
    return form
  }

  function wholeOf(tensor: Tensor): Tensor {
    const form = formOf(tensor)
    return (form.whole ??= builder.emit(joinBatch, { inputs: form.parts ?? [] }))
  }

  function split(input: Tensor): readonly Tensor[] {
    sizes ??= builder.emit(partSizes, { like: wholeOf(fed as Tensor) }, { count })
    return builder.emit(splitBatch, { input, sizes }, { count }).operation.outputs
  }

  function partsOf(tensor: Tensor): readonly Tensor[] {
    const form = formOf(tensor)
    if (!isOfBatch(tensor)) return Array.from({ length: count }, () => wholeOf(tensor))
    return (form.parts ??= split(wholeOf(tensor)))
  }

  for (const operation of operations) {
    const { op, attributes, outputs, scope } = operation
    const emit = builder.at(scope)
    let computed: InParts | undefined
    if (op.parts !== undefined && meetsBatchFirst(operation)) {
      const parts = Array.from({ length: count }, (_, index) =>
        mapped(operation, tensor => partsOf(tensor)[index] as Tensor)
      )
      const apply = (inputs: OpInputs): readonly Tensor[] => emit(op, inputs, attributes).operation.outputs
      computed = op.parts({ emit, parts, attributes, apply, split, batch: wholeOf(fed) })
    }
    if (computed === undefined) {
      const same = emit(op, mapped(operation, wholeOf), attributes).operation
      made.set(operation, same)
      computed = same.outputs
    }
    for (const [index, output] of outputs.entries()) {
      const value = computed[index] as InParts[number]
      forms.set(output, 'operation' in value ? { whole: value } : { parts: value })
    }
  }

  const replaced = (tensors: Readonly<Record<string, Tensor>>): Record<string, Tensor> =>
    Object.fromEntries(
      Object.entries(tensors).map(([name, tensor]) => [name, forms.has(tensor) ? wholeOf(tensor) : tensor])
    )
  return {
    name: entry.name,
    feeds: replaced(entry.feeds),
    fetches: replaced(entry.fetches),
    updates: entry.updates.map(update => made.get(update) ?? update)
  }
}

function mapped({ inputs }: Operation, change: (tensor: Tensor) => Tensor): OpInputs {
  return Object.fromEntries(
    Object.entries(inputs).map(([port, given]) => [
      port,
      Array.isArray(given) ? (given as readonly Tensor[]).map(change) : change(given as Tensor)
    ])
  )
}

/** Something of the batch goes in, and the batch is nowhere but on the first axis. */
function meetsBatchFirst({ inputs, outputs }: Operation): boolean {
  const given = Object.values(inputs).flat()
  return given.some(isOfBatch) && [...given, ...outputs].every(({ shape }) => !shape.slice(1).includes(batch))
}
