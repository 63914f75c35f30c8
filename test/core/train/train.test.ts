import { describe, expect, it } from 'vitest'
import { inferNetwork } from '../../../core/network/infer.ts'
import type { Network } from '../../../core/network/network.ts'
import { defaultsOf } from '../../../core/parameters.ts'
import type { Recipe } from '../../../core/train/recipe.ts'
import type { EpochMetrics, TrainingFrame } from '../../../core/train/run.ts'
import { train, type TrainingOptions, type TrainingResult, type TrainingState } from '../../../core/train/train.ts'
import { lenet5 } from '../../../core/zoo/lenet5.ts'
import { residualDigits } from '../../../core/zoo/residual-digits.ts'
import { digitParts, digits } from '../../digits.ts'
import { testEngine } from '../../run-tensors.ts'

const dataset = digits()
const datasets = { digits: dataset.about }
const allParts = digitParts(dataset)
const few = {
  train: allParts.train.subarray(0, 500),
  validation: allParts.validation.subarray(0, 100),
  test: allParts.test
}
const adam = { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const
const recipe: Recipe = { updates: [{ name: 'main', optimizer: adam }], batchSize: 32, epochs: 2, seed: 1 }
const network = inferNetwork(
  lenet5.draw({ ...defaultsOf(lenet5.parameters), variant: 'modern', dataset: 'digits' }),
  datasets
)
const residual = inferNetwork(
  residualDigits.draw({ ...defaultsOf(residualDigits.parameters), dataset: 'digits' }),
  datasets
)

interface Told {
  readonly result: TrainingResult
  readonly epochs: readonly EpochMetrics[]
  readonly frames: readonly Omit<TrainingFrame, 'run'>[]
  readonly states: readonly TrainingState[]
}

async function trained(
  on: Network,
  changes: Partial<Pick<TrainingOptions, 'recipe' | 'parts' | 'resume'>> & { stopAfter?: number } = {}
): Promise<Told> {
  const epochs: EpochMetrics[] = []
  const frames: Omit<TrainingFrame, 'run'>[] = []
  const states: TrainingState[] = []
  const signal = { isStopped: false }
  let steps = 0
  const result = await train({
    engine: testEngine(),
    network: on,
    datasets,
    recipe,
    dataset,
    parts: few,
    signal,
    environment: {
      now: () => performance.now(),
      pause() {
        if (++steps === changes.stopAfter) signal.isStopped = true
        return Promise.resolve()
      }
    },
    preparing: () => undefined,
    frame: frame => frames.push(frame),
    epoch: metrics => Promise.resolve(void epochs.push(metrics)),
    save: state => Promise.resolve(void states.push(state)),
    ...changes
  })
  return { result, epochs, frames, states }
}

const tensorsOf = ({ states }: Told) => states.at(-1)!.tensors

describe('training', () => {
  it('brings LeNet on 8,000 real digits above 94 % of the held-out ones in two epochs', async () => {
    const { result, epochs } = await trained(network, { parts: allParts })
    expect(result.state).toBe('done')
    expect(result.testAccuracy).toBeGreaterThan(0.94)
    expect(epochs[1]!.loss).toBeLessThan(epochs[0]!.loss)
  })

  it('gives the same weights, bit for bit, for the same seed', async () => {
    expect(tensorsOf(await trained(network))).toEqual(tensorsOf(await trained(network)))
  })

  it('gives other weights for another seed', async () => {
    const other = await trained(network, { recipe: { ...recipe, seed: 2 } })
    expect(tensorsOf(other)).not.toEqual(tensorsOf(await trained(network)))
  })

  it.each([
    ['LeNet', network],
    ['a residual network with batch normalization', residual]
  ])('resumes %s in the middle of an epoch to the weights of the unbroken training', async (_, on) => {
    const whole = await trained(on)
    const broken = await trained(on, { stopAfter: 21 })
    expect(broken.result.state).toBe('stopped')
    const resumed = await trained(on, { resume: broken.states.at(-1)! })
    expect(tensorsOf(resumed)).toEqual(tensorsOf(whole))
    expect(resumed.epochs.at(-1)!.loss).toBe(whole.epochs.at(-1)!.loss)
  })

  it('resumes between two falls of a watched, warmed-up learning rate to the weights of the unbroken training', async () => {
    const adamW = { kind: 'adamw', learningRate: 0.004, clipping: 'globalNorm', clipLimit: 0.5 } as const
    const schedule = { kind: 'reduceOnPlateau', patience: 1, minDelta: 1, factor: 0.3, warmupEpochs: 0.5 } as const
    const watched = { recipe: { ...recipe, epochs: 4, updates: [{ name: 'main', optimizer: adamW, schedule }] } }
    const whole = await trained(network, watched)
    const broken = await trained(network, { ...watched, stopAfter: 16 * 3 + 5 })
    const resumed = await trained(network, { ...watched, resume: broken.states.at(-1)! })
    expect(tensorsOf(resumed)).toEqual(tensorsOf(whole))
    const rates = whole.epochs.map(({ learningRate }) => learningRate!)
    expect(rates[0]).toBeCloseTo(0.004, 8)
    expect(rates[3]).toBeLessThan(0.3 ** 2 * 0.0041)
    const [share] = tensorsOf(whole)['train/main/plateau/share']!.data as Float32Array
    expect(share).toBeLessThan(0.1)
  })

  it('trains on the last, smaller batch and weighs it by its samples', async () => {
    const { frames } = await trained(network)
    expect(frames.at(-1)).toMatchObject({ step: 16, stepsPerEpoch: 16, epoch: 2, epochs: 2 })
  })

  it('tells frames as means over the last samples, also where a training was resumed', async () => {
    const broken = await trained(network, { stopAfter: 16 })
    const { frames } = await trained(network, { resume: broken.states.at(-1)! })
    for (const { loss, accuracy } of [...broken.frames, ...frames]) {
      expect(loss).toBeGreaterThan(0)
      expect(loss).toBeLessThan(3)
      expect(accuracy).toBeGreaterThanOrEqual(0)
      expect(accuracy).toBeLessThanOrEqual(1)
    }
  })

  it('names the first layer that is no longer finite and stops', async () => {
    const sgd = { kind: 'sgd', learningRate: 1e6, momentum: 0, nesterov: false } as const
    const wild = trained(network, { recipe: { ...recipe, updates: [{ name: 'main', optimizer: sgd }] } })
    await expect(wild).rejects.toThrow(/no longer a number, in epoch 1 .* is c1/)
  })
})
