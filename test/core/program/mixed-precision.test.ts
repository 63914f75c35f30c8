import { describe, expect, it } from 'vitest'
import { inferNetwork } from '../../../core/network/infer.ts'
import { assignVariable } from '../../../core/ops/variables/variable-ops.ts'
import { inputsOf, type Operation } from '../../../core/ops/define-op.ts'
import { defaultsOf } from '../../../core/parameters.ts'
import { mixedPrecision, type Precision } from '../../../core/program/mixed-precision.ts'
import { reachable } from '../../../core/program/reachable.ts'
import type { Recipe } from '../../../core/recipe/recipe.ts'
import type { EpochMetrics } from '../../../core/train/run.ts'
import { train } from '../../../core/train/train.ts'
import { trainingProgram } from '../../../core/train/training-program.ts'
import { lenet5 } from '../../../core/zoo/digits/lenet5.ts'
import { residualDigits } from '../../../core/zoo/digits/residual-digits.ts'
import { digitParts, digits } from '../../digits.ts'
import { testEngine } from '../../run-tensors.ts'
import { quietly } from '../../quietly.ts'

const dataset = digits()
const datasets = { digits: dataset.about }
const lenet = inferNetwork(
  lenet5.draw({ ...defaultsOf(lenet5.parameters), variant: 'modern', dataset: 'digits' }),
  datasets
)
const residual = inferNetwork(
  residualDigits.draw({ ...defaultsOf(residualDigits.parameters), dataset: 'digits' }),
  datasets
)
const recipe: Recipe = {
  updates: [{ name: 'main', optimizer: { kind: 'adam', learningRate: 0.002 } }],
  batchSize: 32,
  epochs: 2,
  seed: 1
}

function stepOf(precision: Precision): readonly Operation[] {
  const options = { network: residual, datasets, recipe: { ...recipe, precision }, resident: undefined }
  const entry = trainingProgram(options).program.entryPoints.find(({ name }) => name === 'step/main')
  return reachable(entry!)
}

const typesOf = (operations: readonly Operation[], type: string): ReadonlySet<string> =>
  new Set(operations.filter(({ op }) => op.type === type).map(({ outputs }) => outputs[0]!.dtype))

async function trained(precision: Precision): Promise<readonly EpochMetrics[]> {
  const epochs: EpochMetrics[] = []
  await train({
    engine: testEngine(),
    network: lenet,
    datasets,
    recipe: { ...recipe, precision },
    dataset,
    parts: digitParts(dataset),
    ...quietly,
    epoch: metrics => Promise.resolve(void epochs.push(metrics))
  })
  return epochs
}

describe('mixed precision', () => {
  it('computes products and the activations between them in bfloat16, forwards and backwards', () => {
    const step = stepOf('mixedBfloat16')
    for (const type of ['conv2d', 'conv2dInputGradient', 'conv2dFilterGradient', 'matMul', 'relu', 'batchNormalize']) {
      expect([type, ...typesOf(step, type)]).toEqual([type, 'bfloat16'])
    }
    expect([...typesOf(stepOf('float32'), 'conv2d')]).toEqual(['float32'])
  })

  it('keeps weights, statistics, softmax, loss and every update in float32', () => {
    const step = stepOf('mixedBfloat16')
    const exact = ['applyAdam', 'assignVariable', 'addToVariable', 'softmaxCrossEntropyWithLogits', 'mean']
    const taken = step.filter(({ op }) => exact.includes(op.type)).flatMap(inputsOf)
    expect(new Set(taken.map(({ dtype }) => dtype))).toEqual(new Set(['float32', 'int32']))
    const kept = step.filter(({ op }) => op.type === 'batchNormalize').flatMap(({ outputs }) => outputs.slice(1))
    expect(new Set(kept.map(({ dtype }) => dtype))).toEqual(new Set(['float32']))
    expect(step.filter(({ op }) => (op as unknown) === assignVariable).length).toBeGreaterThan(1)
  })

  it('casts nothing twice', () => {
    const casts = stepOf('mixedBfloat16').filter(({ op }) => op.type === 'cast')
    const sources = casts.map(({ inputs, attributes }) => [inputs['input'], attributes['to']] as const)
    expect(sources.filter(([tensor, to], at) => sources.findIndex(([t, s]) => t === tensor && s === to) < at)).toEqual(
      []
    )
  })

  it('keeps what is under an exact path in float32, though it is made of ops that could be halved', () => {
    const { program } = trainingProgram({ network: residual, datasets, recipe, resident: undefined })
    const step = program.entryPoints.find(({ name }) => name === 'step/main')!
    const scope = reachable(step).find(({ op }) => op.type === 'conv2d')!.scope
    const types = new Set(
      reachable(mixedPrecision(step, new Set([scope])))
        .filter(operation => operation.scope === scope && operation.op.type !== 'cast')
        .flatMap(({ outputs }) => outputs.map(({ dtype }) => dtype))
    )
    expect([...types]).toEqual(['float32'])
  })

  it('changes nothing where there is no product', () => {
    const { program } = trainingProgram({ network: lenet, datasets, recipe, resident: undefined })
    const metrics = program.entryPoints.find(({ name }) => name === 'metrics/train')!
    const operations = reachable(mixedPrecision(metrics))
    expect(operations.map(({ op }) => op.type)).toEqual(reachable(metrics).map(({ op }) => op.type))
  })

  it('trains LeNet as well as float32 does', async () => {
    const [exact, mixed] = [await trained('float32'), await trained('mixedBfloat16')]
    expect(Math.abs(mixed.at(-1)!.metrics['loss']! / exact.at(-1)!.metrics['loss']! - 1)).toBeLessThan(0.05)
    expect(mixed.at(-1)!.validation!['accuracy']).toBeGreaterThan(exact.at(-1)!.validation!['accuracy']! - 0.015)
    // The numbers differ, so that it was not float32 after all.
    expect(mixed[0]!.metrics).not.toEqual(exact[0]!.metrics)
  })
})
