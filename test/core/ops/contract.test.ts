import { describe, expect, it } from 'vitest'
import { multiply } from '../../../core/ops/elementwise/arithmetic.ts'
import { ops } from '../../../core/ops/catalogue.ts'
import { constant } from '../../../core/ops/sources/constant.ts'
import type { AnyOp, Tensor } from '../../../core/ops/define-op.ts'
import { sum } from '../../../core/ops/reduction/reduce.ts'
import { elementCount } from '../../../core/ops/tensor.ts'
import { gradients } from '../../../core/program/gradients.ts'
import { openTensors, runTensors, spreadNumbers } from '../../run-tensors.ts'
import { cases, feedsOf, inputsOf, runCase, sized, type Fed } from './cases.ts'

const step = 1e-2

const toFeeds = (fed: readonly Fed[]) => Object.fromEntries(fed.map(({ name, type, value }) => [name, { type, value }]))

function isOp(value: unknown): value is AnyOp {
  return typeof value === 'object' && value !== null && 'infer' in value && 'lower' in value
}

describe('every op', () => {
  it('stands in the catalogue, once', () => {
    const modules = import.meta.glob<object>('../../../core/ops/**/*.ts', { eager: true })
    const defined = Object.values(modules).flatMap(module => Object.values(module).filter(isOp))
    expect(new Set(ops)).toEqual(new Set(defined))
    expect(new Set(ops.map(op => op.type)).size).toBe(ops.length)
  })

  it.each(cases)('$title has the shape that the engine gives it', async each => {
    const { outputs, types } = await runCase(each)
    // What only the gradient's kernel reads has a shape of the kernel's own.
    const told = each.op.type === 'batchNormalize' ? types.slice(0, 3) : types
    expect(told.map((_, at) => outputs[at]!.shape)).toEqual(told.map((type, at) => sized(type.shape, at)))
  })

  const differentiable = cases.filter(({ op }) => op.gradient !== undefined)
  it.each(differentiable)('$title has the gradient that finite differences give', async each => {
    const { op, example } = each
    const fed = feedsOf(each)
    // Weighs every output number differently, so that no error can cancel out.
    const weigh = (output: Tensor, emit: Parameters<Parameters<typeof runTensors>[1]>[1]['emit']): Tensor => {
      const weights = spreadNumbers(elementCount(output.shape), 3)
      const shape = output.shape.slice(output.shape[0] === 'batch' ? 1 : 0).map(Number)
      const right = emit(constant, {}, { dtype: 'float32', shape, values: weights })
      const axes = output.shape.map((_, axis) => axis)
      return emit(sum, { input: emit(multiply, { left: output, right }) }, { axes, keepAxes: false })
    }
    const types = Object.fromEntries(fed.map(({ name, type }) => [name, type]))
    const opened = await openTensors(types, (tensors, { emit }) => ({
      loss: weigh(emit(op, inputsOf(example, tensors), example.attributes ?? {}), emit)
    }))
    const lossOf = async (name: string, data: Float32Array): Promise<number> => {
      const values = fed.map(each => [each.name, each.name === name ? { ...each.value, data } : each.value] as const)
      return Number((await opened.run(Object.fromEntries(values))).loss.data[0])
    }
    let ours: readonly string[] = []
    const analytic = await runTensors(toFeeds(fed), (tensors, builder) => {
      const output = builder.emit(op, inputsOf(example, tensors), example.attributes ?? {})
      const names = fed.filter(({ type }) => type.dtype === 'float32').map(({ name }) => name)
      const found = gradients(
        builder,
        weigh(output, builder.emit),
        names.map(name => tensors[name]!)
      )
      const pairs = names.flatMap((name, at) => (found[at] ? [[name, found[at]] as const] : []))
      ours = pairs.map(([name]) => name)
      return Object.fromEntries(pairs)
    })
    expect(ours.length).toBeGreaterThan(0)
    for (const name of ours) {
      const input = fed.find(each => each.name === name)!
      const values = input.value.data as Float32Array
      const numeric = new Float32Array(values.length)
      for (let at = 0; at < values.length; at++) {
        const [above, below] = await Promise.all(
          [step, -step].map(difference => {
            const moved = Float32Array.from(values)
            moved[at] = moved[at]! + difference
            return lossOf(name, moved)
          })
        )
        numeric[at] = (above! - below!) / (2 * step)
      }
      const largest = Math.max(...numeric.map(Math.abs), 1e-6)
      const worst = Math.max(...numeric.map((value, at) => Math.abs(value - Number(analytic[name]!.data[at]))))
      expect(worst / largest, `${op.type} for ${name}`).toBeLessThan(1e-3)
    }
    await opened.close()
  })
})
