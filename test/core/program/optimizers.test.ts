import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { completeSetting, kindOf } from '../../../core/kinds.ts'
import { multiply } from '../../../core/ops/elementwise/arithmetic.ts'
import { biasAdd } from '../../../core/ops/linear-algebra/bias-add.ts'
import { constant, scalar } from '../../../core/ops/sources/constant.ts'
import { feed } from '../../../core/ops/sources/feed.ts'
import type { Variable } from '../../../core/ops/graph-writer.ts'
import { matMul } from '../../../core/ops/linear-algebra/mat-mul.ts'
import { mean } from '../../../core/ops/reduction/mean.ts'
import { softmaxCrossEntropyWithLogits } from '../../../core/ops/classes/softmax-cross-entropy-with-logits.ts'
import type { HostTensor } from '../../../core/engine.ts'
import { createBuilder } from '../../../core/program/builder.ts'
import { gradients } from '../../../core/program/gradients.ts'
import { applyOptimizer } from '../../../core/program/optimizers/apply-optimizer.ts'
import { optimizers, type Optimizer } from '../../../core/program/optimizers/catalogue.ts'
import { restoreEntry, snapshotEntry } from '../../../core/model/state-entries.ts'
import { lowerProgram } from '../../../core/tensorflow/lower.ts'
import { testEngine } from '../../run-tensors.ts'

interface Case {
  readonly id: string
  readonly optimizer: Optimizer
  /** What the learning rate is multiplied by from step to step. */
  readonly rateFactor?: number
}

type Steps = readonly (readonly number[])[]

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../fixtures/optimizers/${name}`, import.meta.url), 'utf8'))
const cases = read('cases.json') as readonly Case[]
const values = read('values.json') as Readonly<Record<string, Steps>>
const factorValues = read('factor-values.json') as Readonly<Record<string, Steps>>

const [steps, samples, inputs, classes] = [20, 6, 4, 3]

/** The same formula as in make.py. */
function numbers(salt: number, count: number): Float32Array {
  return Float32Array.from(
    { length: count },
    (_, index) => ((index * 7919 + salt * 104729 + 12345) % 20011) / 10005.5 - 1
  )
}

const kernel: Variable = { key: 'kernel', path: 'kernel', dtype: 'float32', shape: [inputs, classes] }
const bias: Variable = { key: 'bias', path: 'bias', dtype: 'float32', shape: [classes] }

interface Options {
  readonly rateFactor?: number | undefined
  readonly kernelFactor?: number
  readonly isBiasFrozen?: boolean
}

/** The weights after each of 20 steps of a softmax regression. */
async function train(
  optimizer: Optimizer,
  { rateFactor = 1, kernelFactor = 1, isBiasFrozen }: Options = {}
): Promise<Steps> {
  const builder = createBuilder()
  const { emit, read: readVariable } = builder
  const fed = {
    images: emit(feed, {}, { dtype: 'float32', shape: ['batch', inputs] }),
    labels: emit(feed, {}, { dtype: 'int32', shape: ['batch'] }),
    learningRate: emit(feed, {}, { dtype: 'float32', shape: [] }),
    stepNumber: emit(feed, {}, { dtype: 'float32', shape: [] })
  }
  const product = emit(matMul, { left: fed.images, right: readVariable(kernel) })
  const scaled = emit(multiply, { left: product, right: emit(constant, {}, scalar(3)) })
  const logits = emit(biasAdd, { input: scaled, bias: readVariable(bias) })
  const losses = emit(softmaxCrossEntropyWithLogits, { logits, labels: fed.labels })
  const loss = emit(mean, { input: losses }, { axes: [0], keepAxes: false })
  const [ofKernel, ofBias] = gradients(builder, loss, [readVariable(kernel), readVariable(bias)])
  const weights = [
    { variable: kernel, gradient: ofKernel!, isKernel: true, learningRateFactor: kernelFactor },
    ...(isBiasFrozen === true ? [] : [{ variable: bias, gradient: ofBias! }])
  ]
  const { learningRate, stepNumber } = fed
  const { updates, slots } = applyOptimizer(builder, optimizer, weights, { name: 'all', learningRate, stepNumber })
  const state = [kernel, bias, ...slots.map(({ variable }) => variable)]
  const session = await testEngine().open(
    lowerProgram({
      variables: state,
      entryPoints: [
        restoreEntry('restore', state),
        { name: 'step', feeds: fed, fetches: {}, updates },
        snapshotEntry([kernel, bias])
      ]
    })
  )
  try {
    const start = slots.map(({ variable: { key, shape }, initial }) => {
      const data = new Float32Array(shape.reduce((product, size) => product * size, 1)).fill(initial)
      return [key, { dtype: 'float32', shape, data }] as const
    })
    await session.run('restore', {
      kernel: { dtype: 'float32', shape: kernel.shape, data: numbers(1, inputs * classes) },
      bias: { dtype: 'float32', shape: bias.shape, data: numbers(2, classes) },
      ...Object.fromEntries(start)
    })
    const kept: number[][] = []
    const rate = Number(completeSetting(kindOf(optimizers, optimizer.kind), optimizer)['learningRate'])
    const one = (value: number): HostTensor => ({ dtype: 'float32', shape: [], data: Float32Array.of(value) })
    for (let step = 0; step < steps; step++) {
      await session.run('step', {
        images: { dtype: 'float32', shape: [samples, inputs], data: numbers(10 + step, samples * inputs) },
        labels: {
          dtype: 'int32',
          shape: [samples],
          data: Int32Array.from({ length: samples }, (_, index) => (index * 5 + step) % classes)
        },
        learningRate: one(rate * rateFactor ** step),
        stepNumber: one(step + 1)
      })
      const now = await session.run('snapshot')
      kept.push([...(now['kernel']!.data as Float32Array), ...(now['bias']!.data as Float32Array)])
    }
    return kept
  } finally {
    await session.close()
  }
}

function expectClose(ours: Steps, theirs: Steps | undefined, tolerance = 5e-6): void {
  expect(ours).toHaveLength(theirs!.length)
  const worst = ours.map((row, step) => Math.max(...row.map((value, at) => Math.abs(value - theirs![step]![at]!))))
  expect(Math.max(...worst)).toBeLessThan(tolerance)
}

describe('optimizers', () => {
  it.each(cases)('takes the same 20 steps as Keras with $id', async ({ id, optimizer, rateFactor }) => {
    expectClose(await train(optimizer, { rateFactor }), values[id])
  })

  it.each([
    ['sgd', { kind: 'sgd', learningRate: 0.1, momentum: 0 }],
    ['adam', { kind: 'adam', learningRate: 0.05, epsilon: 1e-12 }],
    ['adamw', { kind: 'adamw', learningRate: 0.05, epsilon: 1e-12, weightDecay: 0.1 }]
  ] as const)("takes PyTorch's steps with a learning-rate factor on one weight: %s", async (id, optimizer) => {
    expectClose(await train(optimizer, { kernelFactor: 0.25 }), factorValues[id])
  })

  it('leaves a frozen weight as it is', async () => {
    const ours = await train({ kind: 'adamw', learningRate: 0.05, weightDecay: 0.1 }, { isBiasFrozen: true })
    expect(ours.at(-1)!.slice(-classes)).toEqual([...numbers(2, classes)])
  })

  it('covers every optimizer of the catalogue', () => {
    expect(new Set(cases.map(({ optimizer }) => optimizer.kind))).toEqual(new Set(optimizers.map(({ kind }) => kind)))
  })
})
