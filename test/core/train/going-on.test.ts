import { describe, expect, it } from 'vitest'
import { drawNetwork } from '../../../core/graph/graph-builder.ts'
import type { Recipe } from '../../../core/recipe/recipe.ts'
import type { EpochMetrics } from '../../../core/train/run.ts'
import type { SavedBest, TrainingOptions, TrainingResult } from '../../../core/train/training-options.ts'
import type { ResumedState } from '../../../core/train/training-state.ts'
import { train } from '../../../core/train/train.ts'
import { datasets, networkOf } from './one-step.ts'
import { digitParts, digits } from '../../digits.ts'
import { testEngine } from '../../run-tensors.ts'

const dataset = digits()
const all = digitParts(dataset)
const parts = {
  train: all.train.subarray(0, 320),
  validation: all.validation.subarray(0, 200),
  test: all.test.subarray(0, 300)
}

/** Learns from digits that are mirrored now and then, with dropout and batch statistics. */
const network = networkOf(
  drawNetwork(graph => {
    const data = graph.layer('data', { dataset: 'digits', augmentations: [{ kind: 'horizontalFlip' }] })
    const c1 = graph.layer('conv2d', { filters: 4, strides: [2, 2] }, data.output('image'), { name: 'c1' })
    const normal = graph.layer('batchNormalization', {}, c1)
    const dropped = graph.layer('dropout', { rate: 0.3 }, graph.layer('flatten', {}, normal))
    const logits = graph.layer('dense', { units: 10 }, dropped)
    graph.layer('softmaxCrossEntropy', {}, { prediction: logits, target: data.output('label') })
    graph.layer('output', {}, logits)
  })
)

const recipe: Recipe = {
  updates: [{ name: 'main', optimizer: { kind: 'adam', learningRate: 0.002 } }],
  batchSize: 64,
  epochs: 10,
  seed: 3
}

/** A run, as one place on the disk would keep it. */
interface Run {
  readonly epochs: EpochMetrics[]
  readonly tested: { readonly weights: ResumedState['tensors']; readonly epoch: number }[]
  last?: ResumedState
  best?: SavedBest
}

const begun = (): Run => ({ epochs: [], tested: [] })

async function trainOn(
  run: Run,
  changes: Partial<Recipe>,
  { stopAfter, ...options }: Partial<Pick<TrainingOptions, 'goesOn' | 'parts'>> & { readonly stopAfter?: number } = {}
): Promise<TrainingResult> {
  const signal = { isStopped: false }
  let steps = 0
  return await train({
    engine: testEngine(),
    network,
    datasets,
    recipe: { ...recipe, ...changes },
    dataset,
    parts,
    signal,
    environment: {
      now: () => 0,
      pause() {
        if (++steps === stopAfter) signal.isStopped = true
        return Promise.resolve()
      }
    },
    resume: run.last,
    earlier: [...run.epochs],
    preparing: () => undefined,
    frame: () => undefined,
    epoch: metrics => Promise.resolve(void run.epochs.push({ ...metrics, milliseconds: 0 })),
    save: state => Promise.resolve(void (run.last = { ...state, file: 'weights.safetensors' })),
    best: {
      save: (epoch, tensors) => Promise.resolve(void (run.best = { epoch, tensors, file: 'best.safetensors' })),
      read: () => Promise.resolve(run.best)
    },
    ...options
  })
}

/** Steps so large that the validation loss goes up and down. */
const restless = {
  updates: [{ name: 'main', optimizer: { kind: 'adam', learningRate: 0.06 } }],
  monitor: 'validation/loss'
} as const

describe('a training that goes on', () => {
  it('ends after 5 and 5 epochs with the weights of 10, shuffled, dropped out and augmented', async () => {
    const [whole, halves] = [begun(), begun()]
    const unbroken = await trainOn(whole, {})
    await trainOn(halves, { epochs: 5 })
    const gone = await trainOn(halves, { epochs: 10 })
    expect(halves.last!.tensors).toEqual(whole.last!.tensors)
    expect(halves.epochs).toEqual(whole.epochs)
    expect(halves.best).toEqual(whole.best)
    expect(gone).toEqual(unbroken)
  }, 60_000)

  it('knows where it stopped which epoch had done best and how long it had waited', async () => {
    const earlyStopping = { kind: 'earlyStopping', patience: 3, minDelta: 1 } as const
    const [whole, broken] = [begun(), begun()]
    const unbroken = await trainOn(whole, { ...restless, earlyStopping })
    expect(unbroken).toMatchObject({ state: 'done', earlyStop: { epoch: whole.epochs.length } })
    expect(whole.epochs.length).toBeLessThan(10)
    // In the middle of the epoch before the last one.
    const stepsPerEpoch = 5 + Math.ceil(200 / 64)
    await trainOn(broken, { ...restless, earlyStopping }, { stopAfter: stepsPerEpoch * (whole.epochs.length - 2) + 2 })
    expect(broken.epochs.length).toBeLessThan(whole.epochs.length)
    expect(await trainOn(broken, { ...restless, earlyStopping })).toEqual(unbroken)
    expect(broken.last!.tensors).toEqual(whole.last!.tensors)
    expect(broken.best).toEqual(whole.best)
  }, 60_000)

  it('does not stop again where it had stopped early and is to go on', async () => {
    const early = { ...restless, earlyStopping: { kind: 'earlyStopping', patience: 2, minDelta: 1 } } as const
    const run = begun()
    const { earlyStop } = await trainOn(run, early)
    // A death before the end was noted.
    expect(await trainOn(run, early)).toMatchObject({ earlyStop })
    expect(run.epochs).toHaveLength(earlyStop!.epoch)
    await trainOn(run, early, { goesOn: true })
    expect(run.epochs.length).toBeGreaterThan(earlyStop!.epoch)
  }, 60_000)
})

describe('the weights of the best epoch', () => {
  it('are kept as they were, and have a score of their own on the test samples', async () => {
    const run = begun()
    const result = await trainOn(run, restless)
    const losses = run.epochs.map(({ validation }) => validation!['loss']!)
    const best = losses.indexOf(Math.min(...losses)) + 1
    expect(best).toBeLessThan(10)
    expect(run.best!.epoch).toBe(best)
    // The unbroken training to that epoch ends with these weights, and tests so.
    const short = begun()
    const { test } = await trainOn(short, { ...restless, epochs: best })
    for (const [key, tensor] of Object.entries(run.best!.tensors)) expect(short.last!.tensors[key]).toEqual(tensor)
    expect(Object.keys(run.best!.tensors)).toContain('c1/kernel')
    expect(result.best).toEqual({ epoch: best, test })
    expect(result.test).not.toEqual(test)
  }, 60_000)

  it('are not kept where no samples are held out for validation', async () => {
    const run = begun()
    const noValidation = { ...parts, validation: new Int32Array() }
    expect(await trainOn(run, { epochs: 2 }, { parts: noValidation })).not.toHaveProperty('best')
    expect(run.best).toBeUndefined()
  })
})
