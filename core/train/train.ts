import type { Dataset } from '../data/dataset.ts'
import type { SplitIndices } from '../data/split.ts'
import { floatsOf, type Engine, type HostTensor, type Session } from '../engine.ts'
import { loss } from '../metrics/loss.ts'
import type { MetricValues, Sums } from '../metrics/metric.ts'
import type { Datasets } from '../network/infer.ts'
import type { Network } from '../network/network.ts'
import { permutation } from '../random.ts'
import { lowerProgram } from '../tensorflow/lower.ts'
import { createBatches, type Batches } from './batches.ts'
import { usedFields } from '../model/data-source.ts'
import { combineSums, metricValues, sampleCount, sumsOf } from '../model/measure.ts'
import { evaluationBatch } from './memory/memory.ts'
import type { Recipe, Update } from '../recipe/recipe.ts'
import type { EpochMetrics, TrainingFrame } from './run.ts'
import { nextPlateau, plateauOf, rateFeed, readPlateau } from './updates/rates.ts'
import type { PlateauState } from '../recipe/schedules.ts'
import { drawSamples, type GeneratedSamples } from './samples.ts'
import { initializeFeeds } from '../model/state-entries.ts'
import { trainingProgram, type TrainingProgram } from './training-program.ts'
import { restoredState, type Progress, type ResumedState, type TrainingState } from './training-state.ts'
import { isTurnOf } from './updates/updates.ts'

/** What a loop needs of the machine that runs it. */
export interface TrainingEnvironment {
  /** Milliseconds from any fixed moment, with fractions. */
  now(): number
  /** Lets whatever else waits in this thread happen, such as a stop. */
  pause(): Promise<void>
}

export interface TrainingOptions {
  readonly engine: Engine
  readonly network: Network
  readonly datasets: Datasets
  readonly recipe: Recipe
  readonly dataset: Dataset
  readonly parts: SplitIndices
  readonly environment: TrainingEnvironment
  readonly signal: { readonly isStopped: boolean }
  readonly resume?: ResumedState | undefined
  /** What weights begin as in place of their initial values, by key; a training that is resumed has its own. */
  readonly initial?: TrainingState['tensors'] | undefined
  /** As many bytes of a dataset may lie in the session; a larger one is read batch by batch. */
  readonly mostResident?: number
  preparing(message: string): void
  frame(frame: Omit<TrainingFrame, 'run'>): void
  epoch(metrics: EpochMetrics): Promise<void>
  /** What a network that makes images from noise makes of the same noise, after each epoch. */
  samples?(made: GeneratedSamples): Promise<void>
  /** The state to put on disk: after each epoch, and in a long one every minute. */
  save(state: TrainingState): Promise<void>
}

export interface TrainingResult {
  readonly state: 'done' | 'stopped'
  readonly test?: MetricValues
}

/** The loss or a weight is no longer a number: the weights cannot recover, and what was saved last is kept. */
export class NotFiniteError extends Error {
  override readonly name = 'NotFiniteError'
  readonly code = 'train/not-finite'
  readonly fix =
    'Lower the learning rate, or look at the layer that the message names; the weights saved last are kept.'
}

/** Drawing curves takes time from training where there is no GPU: 20 frames a second cost about a tenth of an epoch. */
export const frameMs = 250
const saveMs = 60_000

/** Trains a network to the end of its recipe, or until it is stopped; then evaluates the held-out test samples. */
export async function train(options: TrainingOptions): Promise<TrainingResult> {
  options.preparing('Opening the network in TensorFlow')
  const batches = createBatches(options.dataset, usedFields(options.network), options.mostResident)
  const plan = trainingProgram({ ...options, resident: batches.resident })
  const session = await options.engine.open(lowerProgram(plan.program))
  try {
    await batches.load(session)
    if (options.resume) await session.run('restore', restoredState(plan, options.resume))
    else await begin(session, options.initial)
    return await new Training(options, plan, batches, session).run()
  } finally {
    await session.close()
  }
}

/** Gives every variable its first value. */
async function begin(session: Session, initial: TrainingState['tensors'] = {}): Promise<void> {
  await session.run('initialize', initializeFeeds)
  if (Object.keys(initial).length > 0) await session.run('restore', { ...(await session.run('snapshot')), ...initial })
}

/** The loop over one session. */
class Training {
  readonly #options: TrainingOptions
  readonly #plan: TrainingProgram
  readonly #batches: Batches
  readonly #session: Session
  readonly #stepsPerEpoch: number
  readonly #evaluationBatch: number
  /** In the order of the recipe's updates. */
  #plateaus: readonly PlateauState[]
  #lastFrame = 0
  #lastSave = 0
  /** Milliseconds and samples of the steps since training began here: what speed and time left follow from. */
  #trainedMs = 0
  #trainedSteps = 0
  /** Sums of the epochs that ended, and sums up to earlier frames, the oldest first: what a frame is a mean since. */
  #before: Sums = {}
  #earlier: readonly Sums[] = []

  constructor(options: TrainingOptions, plan: TrainingProgram, batches: Batches, session: Session) {
    this.#options = options
    this.#plan = plan
    this.#batches = batches
    this.#session = session
    this.#stepsPerEpoch = Math.ceil(options.parts.train.length / options.recipe.batchSize)
    this.#evaluationBatch = evaluationBatch(plan.program, options.recipe.batchSize)
    this.#plateaus = options.recipe.updates.map(update => readPlateau(update, options.resume?.tensors))
  }

  async run(): Promise<TrainingResult> {
    const { recipe, resume, signal, environment, parts } = this.#options
    this.#lastSave = environment.now()
    let step = resume?.progress.step ?? 0
    this.#earlier = [step === 0 ? {} : await this.#sums('metrics/train')]
    for (let epoch = resume?.progress.epoch ?? 0; epoch < recipe.epochs; epoch++) {
      await this.#trainEpoch(epoch, step)
      if (signal.isStopped) break
      step = 0
    }
    const test = parts.test.length > 0 ? await this.#evaluate(parts.test) : undefined
    return { state: signal.isStopped ? 'stopped' : 'done', ...(test && { test }) }
  }

  async #trainEpoch(epoch: number, firstStep: number): Promise<void> {
    const { recipe, parts, environment, signal } = this.#options
    const started = environment.now()
    const order = permutation(parts.train.length, recipe.seed, epoch).map(position => parts.train[position] as number)
    const batchAt = (at: number): Int32Array => order.subarray(at * recipe.batchSize, (at + 1) * recipe.batchSize)
    if (firstStep === 0) await this.#session.run('metrics/train/reset')
    for (let step = firstStep; step < this.#stepsPerEpoch; step++) {
      const indices = batchAt(step)
      if (signal.isStopped) {
        await this.#save({ epoch, step }, indices)
        return
      }
      const before = environment.now()
      const feeds = await this.#batches.feeds(indices, batchAt(step + 1))
      for (const [index, name] of this.#plan.steps.entries()) {
        if (!isTurnOf(recipe.updates, index, epoch * this.#stepsPerEpoch + step)) continue
        await this.#session.run(name, { ...feeds, learningRate: this.#rate(epoch, step, index) })
      }
      if (this.#trainedSteps === 0) this.#options.preparing('Training')
      else this.#trainedMs += environment.now() - before
      this.#trainedSteps += 1
      await this.#report(epoch, step + 1, indices)
      await environment.pause()
    }
    await this.#endEpoch(epoch, environment.now() - started, order.subarray(-recipe.batchSize))
  }

  /** The learning rate of a step, by one of the recipe's updates. */
  #rate(epoch: number, step: number, index = 0): HostTensor {
    const { updates, epochs } = this.#options.recipe
    const stepsPerEpoch = this.#stepsPerEpoch
    const moment = { step: epoch * stepsPerEpoch + step, stepsPerEpoch, epochs }
    return rateFeed(updates[index] as Update, moment, this.#plateaus[index])
  }

  async #report(epoch: number, step: number, indices: Int32Array): Promise<void> {
    const { environment } = this.#options
    const now = environment.now()
    if (now - this.#lastSave >= saveMs) await this.#save({ epoch, step }, indices)
    if (now - this.#lastFrame < frameMs && step < this.#stepsPerEpoch) return
    this.#lastFrame = now
    const sums = await this.#finiteSums({ epoch, step }, indices)
    this.#options.frame(this.#frameOf(this.#recent(sums), epoch, step))
  }

  /** Over about the last tenth of an epoch: steadier than a batch, and unbroken where an epoch ends. */
  #recent(sums: Sums): MetricValues {
    const now = combineSums(this.#before, sums)
    const least = this.#options.parts.train.length / 10
    while (this.#earlier[1] !== undefined && sampleCount(now) - sampleCount(this.#earlier[1]) >= least) {
      this.#earlier = this.#earlier.slice(1)
    }
    const recent = metricValues(this.#plan.metrics, combineSums(now, this.#earlier[0] ?? {}, -1))
    this.#earlier = [...this.#earlier, now]
    return recent
  }

  #frameOf(metrics: MetricValues, epoch: number, step: number): Omit<TrainingFrame, 'run'> {
    const { recipe } = this.#options
    const msPerStep = this.#trainedMs / Math.max(this.#trainedSteps - 1, 1)
    const stepsLeft = (recipe.epochs - epoch) * this.#stepsPerEpoch - step
    return {
      epoch: epoch + 1,
      step,
      stepsPerEpoch: this.#stepsPerEpoch,
      epochs: recipe.epochs,
      metrics,
      learningRate: Number(this.#rate(epoch, step - 1).data[0]),
      samplesPerSecond: msPerStep > 0 ? (recipe.batchSize * 1000) / msPerStep : 0,
      secondsLeft: (stepsLeft * msPerStep) / 1000
    }
  }

  async #endEpoch(epoch: number, milliseconds: number, lastIndices: Int32Array): Promise<void> {
    const { parts, signal } = this.#options
    const sums = await this.#finiteSums({ epoch, step: this.#stepsPerEpoch }, lastIndices)
    const metrics = metricValues(this.#plan.metrics, sums)
    this.#before = combineSums(this.#before, sums)
    const validation = parts.validation.length > 0 ? await this.#evaluate(parts.validation) : undefined
    const learningRate = Number(this.#rate(epoch, this.#stepsPerEpoch - 1).data[0])
    await this.#watchPlateaus(Number((validation ?? metrics)[loss.name]))
    await this.#options.epoch({
      epoch: epoch + 1,
      metrics,
      // A stop in the middle of it leaves metrics over a part of the samples only: none are told then.
      ...(validation && !signal.isStopped && { validation }),
      learningRate,
      milliseconds
    })
    const samples = await drawSamples(this.#session, this.#options.network, this.#options.recipe.seed)
    if (samples) await this.#options.samples?.({ samples, epoch: epoch + 1 })
    // Told first: a death between the two repeats the epoch, and its figures replace these.
    await this.#save({ epoch: epoch + 1, step: 0 }, lastIndices)
  }

  async #watchPlateaus(value: number): Promise<void> {
    const next = [...this.#plateaus]
    for (const [index, update] of this.#options.recipe.updates.entries()) {
      if (plateauOf(update) === undefined) continue
      const { state, feeds } = nextPlateau(update, this.#plateaus[index] as PlateauState, value)
      await this.#session.run(`plateau/${update.name}`, feeds)
      next[index] = state
    }
    this.#plateaus = next
  }

  async #evaluate(indices: Int32Array): Promise<MetricValues> {
    await this.#session.run('metrics/evaluate/reset')
    const size = this.#evaluationBatch
    for (let start = 0; start < indices.length; start += size) {
      const [batch, next] = [start, start + size].map(at => indices.subarray(at, at + size))
      await this.#session.run('evaluate', await this.#batches.feeds(batch as Int32Array, next))
      await this.#options.environment.pause()
    }
    return metricValues(this.#plan.metrics, await this.#sums('metrics/evaluate'))
  }

  async #sums(entryPoint: string): Promise<Sums> {
    return sumsOf(await this.#session.run(entryPoint))
  }

  /** Takes the place of what was saved last, so that it holds no weight that could not go on; `indices` show which. */
  async #save(progress: Progress, indices: Int32Array): Promise<void> {
    this.#lastSave = this.#options.environment.now()
    await this.#finiteSums(progress, indices)
    const tensors = await this.#session.run('snapshot')
    const areFinite = this.#plan.weights.every(({ variable }) => floatsOf(tensors[variable.key]).every(Number.isFinite))
    if (!areFinite) throw await this.#notFinite('weights are no longer numbers,', progress, indices)
    await this.#options.save({ tensors, progress })
  }

  /** What the epoch has summed so far. Throws NotFiniteError where the loss is no number. */
  async #finiteSums(progress: Progress, indices: Int32Array): Promise<Sums> {
    const sums = await this.#sums('metrics/train')
    // No sample has counted before the first step of an epoch, so a mean would be no number either.
    if (loss.sums.every(name => Array.from(sums[name] ?? []).every(Number.isFinite))) return sums
    throw await this.#notFinite('loss is no longer a number,', progress, indices)
  }

  async #notFinite(what: string, { epoch, step }: Progress, indices: Int32Array): Promise<NotFiniteError> {
    const means = await this.#session.run('probe', await this.#batches.feeds(indices))
    const first = this.#plan.probed.find((_, index) => !Number.isFinite(Number(means[String(index)]?.data[0])))
    const where = first === undefined ? 'The weights are still finite' : `The first layer with such values is ${first}`
    const when = step === 0 ? `after epoch ${epoch}` : `in epoch ${epoch + 1} by step ${step}`
    return new NotFiniteError(`The ${what} ${when}. ${where}.`)
  }
}
