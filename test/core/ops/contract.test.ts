import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { HostTensor } from '../../../core/engine.ts'
import { multiply } from '../../../core/ops/arithmetic.ts'
import { cast } from '../../../core/ops/cast.ts'
import { ops } from '../../../core/ops/catalogue.ts'
import { constant } from '../../../core/ops/constant.ts'
import type { AnyOp, OpExample } from '../../../core/ops/define-op.ts'
import { sum } from '../../../core/ops/reduce.ts'
import { elementCount, type Shape, type Tensor, type TensorType } from '../../../core/ops/tensor.ts'
import { gradients } from '../../../core/program/gradients.ts'
import { openTensors, runTensors, spreadNumbers } from '../../run-tensors.ts'

const batchSize = 3
const step = 1e-2

const sized = (shape: Shape): number[] => shape.map(size => (typeof size === 'number' ? size : batchSize))

/** Ops whose inputs must keep to a range for the function to exist there. */
const positive = new Set(['log', 'sqrt', 'power'])

function valueOf(op: AnyOp, port: string, { dtype, shape }: TensorType, seed: number): HostTensor {
  const whole = sized(shape)
  const count = elementCount(whole)
  if (dtype === 'int32') return { dtype, shape: whole, data: Int32Array.from({ length: count }, (_, at) => at % 3) }
  const isPositive = positive.has(op.type) || port === 'variance' || (op.type.startsWith('divide') && port === 'right')
  // One operand lies beside the other's grid, so that neither is ever about as large.
  const beside = (op.type === 'maximum' || op.type === 'minimum') && port === 'right' ? 0.04 : 0
  const numbers = spreadNumbers(count, seed).map(value => value + beside)
  return { dtype, shape: whole, data: isPositive ? numbers.map(value => value + 1.5) : numbers }
}

interface Fed {
  readonly name: string
  readonly type: TensorType
  readonly value: HostTensor
}

/** Every input tensor of an example under a name; `port.index` for ports that take a list. */
function feedsOf(op: AnyOp, example: OpExample): Fed[] {
  return Object.entries(example.inputs).flatMap(([port, types], position) =>
    (Array.isArray(types) ? (types as readonly TensorType[]) : [types as TensorType]).map((type, index) => ({
      name: Array.isArray(types) ? `${port}.${index}` : port,
      type,
      value: valueOf(op, port, type, 7 + position * 5 + index)
    }))
  )
}

function inputsOf(example: OpExample, tensors: Readonly<Record<string, Tensor>>): Record<string, Tensor | Tensor[]> {
  return Object.fromEntries(
    Object.entries(example.inputs).map(([port, types]) => [
      port,
      Array.isArray(types) ? types.map((_, index) => tensors[`${port}.${index}`]!) : tensors[port]!
    ])
  )
}

const toFeeds = (fed: readonly Fed[]) => Object.fromEntries(fed.map(({ name, type, value }) => [name, { type, value }]))

const cases = ops.flatMap(op =>
  op.examples.map((example, index) => ({ op, example, title: `${op.type} ${index + 1}` }))
)

describe('every op', () => {
  it('stands in the catalogue', () => {
    const defined = readdirSync('core/ops').flatMap(file =>
      [...readFileSync(`core/ops/${file}`, 'utf8').matchAll(/^\s*type: '(\w+)',$|= define\w+\('(\w+)'/gm)].map(
        match => match[1] ?? match[2]
      )
    )
    expect(new Set(ops.map(op => op.type))).toEqual(new Set(defined))
  })

  it.each(cases)('$title has the shape that the engine gives it', async ({ op, example }) => {
    let types: readonly TensorType[] = []
    const results = await runTensors(toFeeds(feedsOf(op, example)), (tensors, { emit }) => {
      const { outputs } = emit(op, inputsOf(example, tensors), example.attributes ?? {}).operation
      types = outputs
      // The binding reads only numbers back; booleans come as numbers.
      return Object.fromEntries(
        outputs.map((output, at) => [
          at,
          output.dtype === 'bool' ? emit(cast, { input: output }, { to: 'int32' }) : output
        ])
      )
    })
    // What only the gradient's kernel reads has a shape of the kernel's own.
    const told = op.type === 'batchNormalize' ? types.slice(0, 3) : types
    expect(told.map((_, at) => results[at]!.shape)).toEqual(told.map(type => sized(type.shape)))
  })

  const differentiable = cases.filter(({ op }) => op.gradient !== undefined)
  it.each(differentiable)('$title has the gradient that finite differences give', async ({ op, example }) => {
    const fed = feedsOf(op, example)
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
