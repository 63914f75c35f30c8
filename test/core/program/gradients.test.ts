import { expect, it } from 'vitest'
import { multiply } from '../../../core/ops/elementwise/arithmetic.ts'
import { constant, scalar } from '../../../core/ops/sources/constant.ts'
import { sum } from '../../../core/ops/reduction/reduce.ts'
import { relu } from '../../../core/ops/elementwise/unary.ts'
import { gradients, type GradientRule } from '../../../core/program/gradients.ts'
import { runTensors } from '../../run-tensors.ts'

it('follows a rule that stands in for that of an op, and its own rules elsewhere', async () => {
  const type = { dtype: 'float32', shape: [4] } as const
  const through: GradientRule = ({ gradients: [gradient] }) => (gradient ? { input: gradient } : {})
  const answer = await runTensors(
    { x: { type, value: { dtype: 'float32', shape: [4], data: Float32Array.of(-2, -1, 1, 2) } } },
    ({ x }, builder) => {
      const three = builder.emit(constant, {}, scalar(3))
      const product = builder.emit(multiply, { left: builder.emit(relu, { input: x! }), right: three })
      const total = builder.emit(sum, { input: product }, { axes: [0], keepAxes: false })
      const [own] = gradients(builder, total, [x!])
      const [replaced] = gradients(builder, total, [x!], new Map([[relu, through]]))
      return { own: own!, replaced: replaced! }
    }
  )
  expect([...answer.own.data]).toEqual([0, 0, 3, 3])
  expect([...answer.replaced.data]).toEqual([3, 3, 3, 3])
})
