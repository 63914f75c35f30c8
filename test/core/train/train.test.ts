import { describe, expect, it } from 'vitest'
import { inferNetwork } from '../../../core/network/infer.ts'
import type { Network } from '../../../core/network/network.ts'
import type { MetricValues } from '../../../core/metrics/metric.ts'
import { defaultsOf } from '../../../core/parameters.ts'
import type { Recipe } from '../../../core/recipe/recipe.ts'
import type { EpochMetrics, TrainingFrame } from '../../../core/train/run.ts'
import { train } from '../../../core/train/train.ts'
import type { TrainingOptions, TrainingResult } from '../../../core/train/training-options.ts'
import type { ResumedState, TrainingState } from '../../../core/train/training-state.ts'
import { lenet5 } from '../../../core/zoo/digits/lenet5.ts'
import { residualDigits } from '../../../core/zoo/digits/residual-digits.ts'
import { permutation } from '../../../core/random.ts'
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
/** One step an epoch. */
const oneBatch = { ...few, train: few.train.subarray(0, 32) }
const adam = { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const
const recipe: Recipe = { updates: [{ name: 'main', optimizer: adam }], batchSize: 32, epochs: 2, seed: 1 }
const drawing = lenet5.draw({ ...defaultsOf(lenet5.parameters), variant: 'modern', dataset: 'digits' })
const network = inferNetwork(drawing, datasets)
const residual = inferNetwork(
  residualDigits.draw({ ...defaultsOf(residualDigits.parameters), dataset: 'digits' }),
  datasets
)

/** LeNet that trains on half of its digits mirrored, others in each step. */
const flipping = inferNetwork(
  {
    ...drawing,
    nodes: Object.fromEntries(
      Object.entries(drawing.nodes).map(([id, node]) => {
        const augmentations = node.type === 'data' ? { augmentations: [{ kind: 'horizontalFlip' }] } : {}
        return [id, { ...node, parameters: { ...node.parameters, ...augmentations } }]
      })
    )
  },
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
  {
    stopAfter,
    msPerLook,
    states = [],
    ...changes
  }: Partial<Pick<TrainingOptions, 'recipe' | 'parts' | 'resume'>> & {
    readonly stopAfter?: number
    /** A clock of its own, which goes on by this with every look. */
    readonly msPerLook?: number
    /** What is saved, also of a training that fails. */
    readonly states?: TrainingState[]
  } = {}
): Promise<Told> {
  const epochs: EpochMetrics[] = []
  const frames: Omit<TrainingFrame, 'run'>[] = []
  const signal = { isStopped: false }
  let steps = 0
  let looks = 0
  const result = await train({
    engine: testEngine(),
    network: on,
    datasets,
    recipe,
    dataset,
    parts: few,
    signal,
    environment: {
      now: () => (msPerLook === undefined ? performance.now() : msPerLook * looks++),
      pause() {
        if (++steps === stopAfter) signal.isStopped = true
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

const file = 'runs/one/weights.safetensors'

/** What a training that was stopped left in its file. */
function saved({ states }: Told): ResumedState {
  return { ...states.at(-1)!, file }
}

/** Nothing is learned, so that all metrics are of the same weights. */
const still: Recipe = {
  ...recipe,
  updates: [{ name: 'main', optimizer: { kind: 'sgd', learningRate: 0, momentum: 0, nesterov: false } }],
  epochs: 1
}

/** The metrics of the first weights on some samples. */
async function evaluated(samples: Int32Array): Promise<MetricValues> {
  const { epochs } = await trained(network, { recipe: still, parts: { ...few, validation: samples } })
  return epochs[0]!.validation!
}

/** Sums in another order differ in the last digits. */
function closeTo(metrics: MetricValues): Record<string, unknown> {
  return Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, expect.closeTo(value, 5)]))
}

const tensorsOf = ({ states }: Told) => states.at(-1)!.tensors

describe('training', () => {
  it('brings LeNet on 8,000 real digits above 94 % of the held-out ones in two epochs', async () => {
    const { result, epochs } = await trained(network, { parts: allParts })
    expect(result.state).toBe('done')
    expect(result.test!['accuracy']).toBeGreaterThan(0.94)
    expect(epochs[1]!.metrics['loss']).toBeLessThan(epochs[0]!.metrics['loss']!)
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
    ['a residual network with batch normalization', residual],
    ['LeNet on augmented digits', flipping]
  ])('resumes %s in the middle of an epoch to the weights of the unbroken training', async (_, on) => {
    const whole = await trained(on)
    const broken = await trained(on, { stopAfter: 21 })
    expect(broken.result.state).toBe('stopped')
    const resumed = await trained(on, { resume: saved(broken) })
    expect(tensorsOf(resumed)).toEqual(tensorsOf(whole))
    expect(resumed.epochs.at(-1)!.metrics).toEqual(whole.epochs.at(-1)!.metrics)
  })

  it('sees augmented samples while it learns, and evaluates on those as they are', async () => {
    const [plain, varied] = [network, flipping].map(on => trained(on, { recipe: still }))
    const [epoch] = (await plain!).epochs
    const [other] = (await varied!).epochs
    expect(other!.validation).toEqual(epoch!.validation)
    expect(other!.metrics['loss']).not.toBeCloseTo(epoch!.metrics['loss']!, 3)
    expect(tensorsOf(await trained(flipping))).not.toEqual(tensorsOf(await trained(network)))
  })

  it('resumes two updates, one of two steps a round, to the weights of the unbroken training', async () => {
    const last = residual.layers.filter(({ layer }) => layer.type === 'dense').at(-1)!.node.id
    const others = residual.layers.filter(({ facts }) => facts!.trainableParameters > 0)
    const rest = [...new Set(others.map(({ ancestry }) => ancestry[0]!))].filter(id => id !== last)
    const updates = [
      { name: 'head', weights: [last], optimizer: adam },
      { name: 'rest', weights: rest, optimizer: { kind: 'sgd', learningRate: 0.01 }, stepsPerRound: 2 }
    ] as const
    const whole = await trained(residual, { recipe: { ...recipe, updates } })
    const broken = await trained(residual, { recipe: { ...recipe, updates }, stopAfter: 19 })
    const resumed = await trained(residual, { recipe: { ...recipe, updates }, resume: saved(broken) })
    expect(tensorsOf(resumed)).toEqual(tensorsOf(whole))
    expect(tensorsOf(whole)['train/head/step']!.data).toEqual(Int32Array.of(16))
  })

  it('resumes between two falls of a watched, warmed-up learning rate to the weights of the unbroken training', async () => {
    const adamW = { kind: 'adamw', learningRate: 0.004, clipping: 'globalNorm', clipLimit: 0.5 } as const
    const schedule = { kind: 'reduceOnPlateau', patience: 1, minDelta: 1, factor: 0.3, warmupEpochs: 0.5 } as const
    const watched = { recipe: { ...recipe, epochs: 4, updates: [{ name: 'main', optimizer: adamW, schedule }] } }
    const whole = await trained(network, watched)
    const broken = await trained(network, { ...watched, stopAfter: 16 * 3 + 5 })
    const resumed = await trained(network, { ...watched, resume: saved(broken) })
    expect(tensorsOf(resumed)).toEqual(tensorsOf(whole))
    const rates = whole.epochs.map(({ learningRate }) => learningRate!)
    expect(rates[0]).toBeCloseTo(0.004, 8)
    expect(rates[3]).toBeLessThan(0.3 ** 2 * 0.0041)
    const [fraction] = tensorsOf(whole)['train/main/plateau/share']!.data as Float32Array
    expect(fraction).toBeLessThan(0.1)
  })

  it('trains on the last, smaller batch and weighs it by its samples', async () => {
    const { frames, states } = await trained(network)
    expect(frames.at(-1)).toMatchObject({ step: 16, stepsPerEpoch: 16, epoch: 2, epochs: 2 })
    expect(states.at(-1)!.tensors['train/step']!.data).toEqual(Int32Array.of(32))
    const { epochs } = await trained(network, { recipe: still, parts: few })
    expect(epochs[0]!.metrics).toEqual(closeTo(await evaluated(few.train)))
  })

  it('tells a frame as metrics over the last tenth of an epoch, and from where it went on over what came since', async () => {
    const order = permutation(few.train.length, still.seed, 0).map(position => few.train[position]!)
    const over = (first: number, last: number) => evaluated(order.subarray(32 * (first - 1), 32 * last))
    const broken = await trained(network, { recipe: still, stopAfter: 7, msPerLook: 1000 })
    expect(broken.frames.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(broken.frames[0]!.metrics).toEqual(closeTo(await over(1, 1)))
    expect(broken.frames[6]!.metrics).toEqual(closeTo(await over(6, 7)))
    const resume = saved(broken)
    const resumed = await trained(network, { recipe: still, resume, msPerLook: 1000 })
    expect(resumed.frames[0]!.metrics).toEqual(closeTo(await over(8, 8)))
    expect(resumed.frames[1]!.metrics).toEqual(closeTo(await over(8, 9)))
    expect(resumed.epochs[0]!.metrics).toEqual(closeTo(await evaluated(few.train)))
  })

  it('goes on from a checkpoint that lacks a sum, with metrics over what came since', async () => {
    const broken = await trained(network, { recipe: still, stopAfter: 10, msPerLook: 1000 })
    const { tensors, progress } = broken.states.at(-1)!
    const { 'train/correct': _, ...others } = tensors
    const resumed = await trained(network, { recipe: still, resume: { tensors: others, progress, file } })
    const order = permutation(few.train.length, still.seed, 0).map(position => few.train[position]!)
    expect(resumed.epochs[0]!.metrics).toEqual(closeTo(await evaluated(order.subarray(32 * 10))))
  })

  it('refuses a checkpoint whose weights are not the network’s before the engine sees them', async () => {
    const resume = saved(await trained(network, { recipe: still, stopAfter: 2 }))
    const key = Object.keys(resume.tensors).find(each => each.endsWith('/kernel'))!
    const { [key]: kernel, ...others } = resume.tensors
    const goOn = (tensors: TrainingState['tensors']) =>
      trained(network, { recipe: still, resume: { ...resume, tensors } })
    const ofManyAxes = { ...kernel!, shape: [...Array<number>(300).fill(1), ...kernel!.shape] }
    await expect(goOn({ ...others, [key]: ofManyAxes })).rejects.toMatchObject({
      code: 'weights/unfit',
      message: `${file}: It holds c1/kernel as float32 1×1×1×1×1×1×1×1×… (304 axes); the network needs float32 5×5×1×6.`
    })
    await expect(goOn(others)).rejects.toMatchObject({
      code: 'weights/missing',
      message: `${file}: It holds no c1/kernel, which the network needs.`
    })
  })

  it('names the first layer that is no longer finite and stops', async () => {
    const sgd = { kind: 'sgd', learningRate: 1e6, momentum: 0, nesterov: false } as const
    const wild = trained(network, { recipe: { ...recipe, updates: [{ name: 'main', optimizer: sgd }] } })
    await expect(wild).rejects.toThrow(/no longer a number, in epoch 1 .* is c1/)
  })

  it.each([
    ['its weights after two steps, each minute', 1e15, { msPerLook: 60_000 }, /numbers, in epoch 1 by step 2/],
    [
      'its weights after one step, each minute',
      1e39,
      { msPerLook: 60_000 },
      /weights are no longer numbers, in epoch 1 by step 1/
    ],
    ['its weights, where it is stopped', 1e39, { stopAfter: 1 }, /weights are no longer numbers, in epoch 1 by step 1/],
    ['its weights, at the end of an epoch', 1e39, { parts: oneBatch }, /weights are no longer numbers, after epoch 1/]
  ] as const)('saves nothing that is not finite: %s', async (_, learningRate, how, reason) => {
    const states: TrainingState[] = []
    const updates = [{ name: 'main', optimizer: { kind: 'sgd', learningRate, momentum: 0, nesterov: false } }] as const
    await expect(trained(network, { recipe: { ...recipe, updates }, states, ...how })).rejects.toThrow(reason)
    const numbers = states.flatMap(({ tensors }) => Object.values(tensors).map(({ data }) => data as Float32Array))
    expect(numbers.every(each => each.every(Number.isFinite))).toBe(true)
  })
})
