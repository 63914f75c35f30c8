import { defineOp, type Op, type OpAttributes, type Tensor } from '../define-op.ts'
import type { NodeAttribute, Output, Variable } from '../graph-writer.ts'

/** TensorFlow's fused updates: one kernel a weight, which reads and writes the weight and its slots in place. */
export interface UpdateAttributes extends OpAttributes {
  readonly variable: Variable
  /** In the order of the kernel's inputs. */
  readonly slots: readonly Variable[]
}

interface UpdateRule<Port extends string> {
  readonly type: string
  readonly node: string
  /** The kernel's inputs after the variable and its slots. */
  readonly inputs: readonly Port[]
  readonly slotCount: number
  readonly attributes?: Readonly<Record<string, NodeAttribute>>
}

function defineUpdate<Port extends string>(rule: UpdateRule<Port>): Op<Record<Port, Tensor>, UpdateAttributes> {
  const { type, node, inputs: ports, slotCount, attributes: fixed } = rule
  const weight = { dtype: 'float32', shape: [3, 2] } as const
  const variableAt = (path: string): Variable => ({ key: path, path, ...weight })
  return defineOp<Record<Port, Tensor>, UpdateAttributes>({
    type,
    inputs: ports,
    infer: () => [],
    lower: ({ graph, inputs, attributes: { variable, slots } }) => [
      graph.node(
        node,
        [...[variable, ...slots].map(each => graph.variable(each)), ...ports.map(port => inputs[port] as Output)],
        { T: { type: 'float32' }, use_locking: { bool: false }, ...fixed }
      )
    ],
    examples: [
      {
        inputs: Object.fromEntries(
          ports.map(port => [port, port === 'gradient' ? weight : { dtype: 'float32', shape: [] }])
        ),
        attributes: {
          variable: variableAt('weight'),
          slots: Array.from({ length: slotCount }, (_, index) => variableAt(`slot${index}`))
        }
      }
    ]
  })
}

/** w := w - rate * gradient. */
export const applyGradientDescent = defineUpdate({
  type: 'applyGradientDescent',
  node: 'ResourceApplyGradientDescent',
  inputs: ['rate', 'gradient'],
  slotCount: 0
})

/** v := momentum * v - rate * gradient, w := w + v, as Keras's SGD. Slots: v. */
export const applyMomentum = defineUpdate({
  type: 'applyMomentum',
  node: 'ResourceApplyKerasMomentum',
  inputs: ['rate', 'gradient', 'momentum'],
  slotCount: 1,
  attributes: { use_nesterov: { bool: false } }
})

/** v := momentum * v - rate * gradient, w := w + momentum * v - rate * gradient, as Keras's SGD. Slots: v. */
export const applyNesterov = defineUpdate({
  type: 'applyNesterov',
  node: 'ResourceApplyKerasMomentum',
  inputs: ['rate', 'gradient', 'momentum'],
  slotCount: 1,
  attributes: { use_nesterov: { bool: true } }
})

/** a := a + gradient², w := w - rate * gradient / sqrt(a). Slots: a. */
export const applyAdaGrad = defineUpdate({
  type: 'applyAdaGrad',
  node: 'ResourceApplyAdagrad',
  inputs: ['rate', 'gradient'],
  slotCount: 1,
  attributes: { update_slots: { bool: true } }
})

/** s := rho * s + (1 - rho) * gradient², v := momentum * v + rate * gradient / sqrt(s + epsilon), w := w - v. Slots: s, v. */
export const applyRmsProp = defineUpdate({
  type: 'applyRmsProp',
  node: 'ResourceApplyRMSProp',
  inputs: ['rate', 'rho', 'momentum', 'epsilon', 'gradient'],
  slotCount: 2
})

/** The same with s less the square of g, the mean gradient, under the root. Slots: g, s, v. */
export const applyCenteredRmsProp = defineUpdate({
  type: 'applyCenteredRmsProp',
  node: 'ResourceApplyCenteredRMSProp',
  inputs: ['rate', 'rho', 'momentum', 'epsilon', 'gradient'],
  slotCount: 3
})

const adamInputs = ['beta1Power', 'beta2Power', 'rate', 'beta1', 'beta2', 'epsilon', 'gradient'] as const

/**
 * Kingma and Ba 2015, algorithm 1 in the reordered form of its section 2, as Keras and TensorFlow compute it. Slots:
 * first and second moment.
 */
export const applyAdam = defineUpdate({
  type: 'applyAdam',
  node: 'ResourceApplyAdam',
  inputs: adamInputs,
  slotCount: 2,
  attributes: { use_nesterov: { bool: false } }
})

/** Adam that divides by the largest second moment so far (Reddi et al. 2018). Slots: first, second, largest second. */
export const applyAmsGrad = defineUpdate({
  type: 'applyAmsGrad',
  node: 'ResourceApplyAdamWithAmsgrad',
  inputs: adamInputs,
  slotCount: 3
})

/** Every variable that an op changes or reads. */
export function variablesIn(attributes: Readonly<Record<string, unknown>>): readonly Variable[] {
  const { variable, slots = [] } = attributes as Partial<UpdateAttributes>
  return variable === undefined ? [] : [variable, ...slots]
}
