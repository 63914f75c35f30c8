import type { HostTensor, Session } from '../engine.ts'
import type { MetricValues, Sums } from '../metrics/metric.ts'
import { permutation } from '../random.ts'
import { lowerProgram } from '../tensorflow/lower.ts'
import { createBatches, evenBatches, type Batches, type Feeds } from './batches.ts'
import { type Parallelism, parallelismOf, wholeBatch } from '../program/parallelism.ts'
import { usedFields } from '../model/data-source.ts'
import { combineSums, metricValues, sampleCount, sumsOf } from '../model/measure.ts'
import { evaluationBatch } from './memory/memory.ts'
import type { EpochFigures } from './monitor.ts'
import type { Update } from '../recipe/recipe.ts'
import type { BestWeights, TrainingFrame } from './run.ts'
import { nextPlateau, plateauOf, rateFeed, readPlateau } from './updates/rates.ts'
import type { PlateauState } from '../recipe/schedules.ts'
import { drawSamples } from './samples.ts'
import { initializeFeeds } from '../model/state-entries.ts'
import { smallBatch, trainingProgram, type TrainingProgram } from './training-program.ts'
import { restoredState, restoredWeights, type Progress, type TrainingState } from './training-state.ts'
import type { TrainingOptions, TrainingResult } from './training-options.ts'
import { areFinite, isLossFinite, NotFiniteError } from './not-finite.ts'
import { isTurnOf } from './updates/updates.ts'
import { watchedAfter, watchedOver, type Watched } from './watched.ts'

/** Drawing curves takes time from training where there is no GPU: 20 frames a second cost about a tenth of an epoch. */
export const frameMs = 250
const saveMs = 60_000

/** Trains a network to the end of its recipe, or until it is stopped; then evaluates the held-out test samples. */
export async function train(options: TrainingOptions): Promise<TrainingResult> {
  options.preparing('Loading the graph into TensorFlow')
  const batches = createBatches(options.dataset, usedFields(options.network), options.mostResident)
  const parallelism = options.parallelism ?? (await usualParallelism(options))
  const fewest = fewestOf(options)
  const plan = trainingProgram({ ...options, resident: batches.resident, parallelism, fewest })
  const session = await options.engine.open(lowerProgram(plan.program), { threads: parallelism.threads })
  try {
    await batches.load(session)
    if (options.resume) await session.run('restore', restoredState(plan, options.resume))
    else await begin(session, options.initial)
    return await new Training(options, plan, batches, session).run()
  } finally {
    await session.close()
  }
}

/** How cores share the batches of a training that begins. A GPU has cores enough for each kernel. */
export async function usualParallelism({
  engine,
  network,
  recipe,
  parts
}: Pick<TrainingOptions, 'engine' | 'network' | 'recipe' | 'parts'>): Promise<Parallelism> {
  const hasGpu = (await engine.devices()).some(({ type }) => type === 'GPU')
  if (hasGpu || !engine.heedsThreads) return wholeBatch(engine.cores)
  const batchSize = Math.min(recipe.batchSize, parts.train.length)
  return parallelismOf({ cores: engine.cores, batchSize, layers: network.layers.length })
}

/** As few samples as a batch of a training has; evaluation's are of one size, and at least half of a step's. */
function fewestOf({ recipe: { batchSize }, parts: { train, validation, test } }: TrainingOptions): number {
  const evaluated = [validation.length, test.length].filter(count => count > 0)
  return Math.min(
    train.length % batchSize || batchSize,
    ...evaluated.map(count => Math.min(count, Math.floor(batchSize / 2)))
  )
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
  #watched: Watched
  /** Where the weights stood when they were saved last. */
  #saved: Progress
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
    this.#evaluationBatch = evaluationBatch(plan, options.recipe.batchSize)
    this.#plateaus = options.recipe.updates.map(update => readPlateau(update, options.resume?.tensors))
    this.#saved = options.resume?.progress ?? { epoch: 0, step: 0 }
    this.#watched = watchedOver(options.recipe, options.earlier ?? [])
  }

  async run(): Promise<TrainingResult> {
    const { recipe, resume, goesOn, signal, environment, parts } = this.#options
    this.#lastSave = environment.now()
    let step = resume?.progress.step ?? 0
    this.#earlier = [step === 0 ? {} : await this.#sums('metrics/train')]
    let epoch = resume?.progress.epoch ?? 0
    let isOver = this.#watched.isOver && step === 0 && goesOn !== true
    while (epoch < recipe.epochs && !isOver) {
      await this.#trainEpoch(epoch, step)
      if (signal.isStopped) break
      step = 0
      epoch += 1
      isOver = this.#watched.isOver
    }
    const test = parts.test.length > 0 ? await this.#evaluate(parts.test) : undefined
    const best = await this.#testBest(test)
    return {
      state: signal.isStopped ? 'stopped' : 'done',
      ...(test && { test }),
      ...(best && { best }),
      ...(isOver && { earlyStop: { epoch } })
    }
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
        await this.#run(name, indices, { ...feeds, learningRate: this.#rate(epoch, step, index) })
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
    const { parts, recipe, network } = this.#options
    const sums = await this.#finiteSums({ epoch, step: this.#stepsPerEpoch }, lastIndices)
    const metrics = metricValues(this.#plan.metrics, sums)
    this.#before = combineSums(this.#before, sums)
    const validation = parts.validation.length > 0 ? await this.#evaluate(parts.validation) : undefined
    const learningRate = Number(this.#rate(epoch, this.#stepsPerEpoch - 1).data[0])
    const figures = { epoch: epoch + 1, metrics, ...(validation && { validation }), learningRate, milliseconds }
    await this.#watchPlateaus(figures)
    await this.#options.epoch(figures)
    this.#watched = watchedAfter(recipe, this.#watched, figures)
    const samples = await drawSamples(this.#session, network, recipe.seed)
    if (samples) await this.#options.samples?.({ samples, epoch: epoch + 1 })
    // Told first: a death between the two repeats the epoch, and its figures replace these.
    await this.#save({ epoch: epoch + 1, step: 0 }, lastIndices)
  }

  async #watchPlateaus(figures: EpochFigures): Promise<void> {
    const next = [...this.#plateaus]
    for (const [index, update] of this.#options.recipe.updates.entries()) {
      if (plateauOf(update) === undefined) continue
      const { state, feeds } = nextPlateau(update, this.#plateaus[index] as PlateauState, figures)
      await this.#session.run(`plateau/${update.name}`, feeds)
      next[index] = state
    }
    this.#plateaus = next
  }

  async #evaluate(indices: Int32Array): Promise<MetricValues> {
    await this.#session.run('metrics/evaluate/reset')
    const batches = evenBatches(indices, this.#evaluationBatch)
    for (const [at, batch] of batches.entries()) {
      await this.#run('evaluate', batch, await this.#batches.feeds(batch, batches[at + 1]))
      await this.#options.environment.pause()
    }
    return metricValues(this.#plan.metrics, await this.#sums('metrics/evaluate'))
  }

  /** Runs what a batch goes through: in parts, unless it has fewer samples than there are parts. */
  async #run(name: string, batch: Int32Array, feeds: Feeds): Promise<void> {
    await this.#session.run(batch.length < this.#plan.parts ? smallBatch(name) : name, feeds)
  }

  async #sums(entryPoint: string): Promise<Sums> {
    return sumsOf(await this.#session.run(entryPoint))
  }

  /** Takes the place of what was saved last, so that it holds no weight that could not go on; `indices` show which. */
  async #save(progress: Progress, indices: Int32Array): Promise<void> {
    const { environment, save, best } = this.#options
    this.#lastSave = environment.now()
    await this.#finiteSums(progress, indices)
    const tensors = await this.#session.run('snapshot')
    if (!areFinite(this.#plan.weights, tensors)) {
      throw await this.#notFinite('weights are no longer numbers,', progress, indices)
    }
    const isBest = progress.step === 0 && progress.epoch === this.#watched.best?.epoch
    if (isBest && progress.epoch !== this.#saved.epoch) await best?.save(progress.epoch, this.#weightsIn(tensors))
    await save({ tensors, progress })
    this.#saved = progress
  }

  /** What predicting needs of a state. */
  #weightsIn(tensors: TrainingState['tensors']): TrainingState['tensors'] {
    return Object.fromEntries(this.#plan.weights.map(({ variable: { key } }) => [key, tensors[key] as HostTensor]))
  }

  /** What was kept of the best epoch, on the test samples; `test` is of the last weights, which may be the same. */
  async #testBest(test: MetricValues | undefined): Promise<BestWeights | undefined> {
    const kept = await this.#options.best?.read()
    if (kept === undefined) return undefined
    const { epoch } = kept
    if (test === undefined) return { epoch }
    if (this.#saved.step === 0 && this.#saved.epoch === epoch) return { epoch, test }
    await this.#session.run('restore', {
      ...(await this.#session.run('snapshot')),
      ...restoredWeights(this.#plan, kept)
    })
    return { epoch, test: await this.#evaluate(this.#options.parts.test) }
  }

  /** What the epoch has summed so far. Throws NotFiniteError where the loss is no number. */
  async #finiteSums(progress: Progress, indices: Int32Array): Promise<Sums> {
    const sums = await this.#sums('metrics/train')
    if (isLossFinite(sums)) return sums
    throw await this.#notFinite('loss is no longer a number,', progress, indices)
  }

  async #notFinite(what: string, progress: Progress, indices: Int32Array): Promise<NotFiniteError> {
    const means = await this.#session.run('probe', await this.#batches.feeds(indices))
    const layer = this.#plan.probed.find((_, index) => !Number.isFinite(Number(means[String(index)]?.data[0])))
    return new NotFiniteError(what, progress, layer)
  }
}
