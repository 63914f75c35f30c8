import { add } from '../ops/elementwise/arithmetic.ts'
import { constant, scalar } from '../ops/sources/constant.ts'
import type { AnyOp, Emit, Operation, Tensor } from '../ops/define-op.ts'
import type { Builder } from './builder.ts'
import { dependants } from './reachable.ts'

export type GradientRule = NonNullable<AnyOp['gradient']>

/** Rules that stand in for the ops' own: what flows back is then no longer the derivative, as some explanations want. */
export type GradientRules = ReadonlyMap<AnyOp, GradientRule>

/**
 * What a scalar changes by with each of `sources`, by reverse-mode differentiation over the ops' gradient rules
 * (Griewank and Walther, "Evaluating Derivatives", chapter 3). Undefined for a source that it does not depend on.
 * Only operations on a path between a source and the scalar are visited.
 */
export function gradients(
  builder: Builder,
  of: Tensor,
  sources: readonly Tensor[],
  rules: GradientRules = new Map()
): readonly (Tensor | undefined)[] {
  const forward = builder.operations.slice(0, of.operation.id + 1)
  const onPath = dependants(forward, sources)
  const collected = new Map<Operation, (Tensor[] | undefined)[]>()
  const collect = (tensor: Tensor, gradient: Tensor): void => {
    const slots = collected.get(tensor.operation) ?? []
    collected.set(tensor.operation, slots)
    const slot = (slots[tensor.index] ??= [])
    slot.push(gradient)
  }

  collect(of, builder.emit(constant, {}, scalar(1)))
  for (const operation of forward.reverse()) {
    const slots = collected.get(operation)
    if (slots === undefined || !onPath.has(operation)) continue
    const { op, inputs, attributes, outputs, scope } = operation
    const rule = rules.get(op) ?? op.gradient
    if (rule === undefined) continue
    const emit = builder.at(scope)
    const incoming = outputs.map((_, index) => total(emit, slots[index]))
    const outgoing = rule({ emit, inputs, attributes, outputs, gradients: incoming })
    for (const port of op.inputs) {
      const tensors = listed(inputs[port])
      listed(outgoing[port]).forEach((gradient, index) => {
        const tensor = tensors[index]
        if (tensor !== undefined && onPath.has(tensor.operation)) collect(tensor, gradient)
      })
    }
  }
  return sources.map(source =>
    total(builder.at(source.operation.scope), collected.get(source.operation)?.[source.index])
  )
}

function listed(tensors: Tensor | readonly Tensor[] | undefined): readonly Tensor[] {
  if (tensors === undefined) return []
  return Array.isArray(tensors) ? (tensors as readonly Tensor[]) : [tensors as Tensor]
}

/** The sum of all that came back along the uses of one tensor. */
function total(emit: Emit, parts: readonly Tensor[] | undefined): Tensor | undefined {
  return parts?.reduce((left, right) => emit(add, { left, right }))
}
