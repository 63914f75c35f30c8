import { multiply } from '../../ops/elementwise/arithmetic.ts'
import { constant, scalar } from '../../ops/sources/constant.ts'
import type { Tensor } from '../../ops/define-op.ts'
import { number } from '../../parameters.ts'
import type { LayerScope } from '../define-layer.ts'

export const lossWeight = number({
  default: 1,
  min: 0,
  max: 1000,
  help: 'What this loss is multiplied by before all losses are added.'
})

export function weighted(loss: Tensor, weight: number, scope: LayerScope): Tensor {
  return weight === 1 ? loss : scope.op(multiply, { left: loss, right: scope.op(constant, {}, scalar(weight)) })
}
