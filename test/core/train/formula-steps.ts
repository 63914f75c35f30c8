import type { HostTensor, Session } from '../../../core/engine.ts'
import type { Network } from '../../../core/network/network.ts'
import { lowerProgram } from '../../../core/tensorflow/lower.ts'
import { createBatches, type Batches } from '../../../core/train/batches.ts'
import { usedFields } from '../../../core/model/data-source.ts'
import type { Recipe } from '../../../core/recipe/recipe.ts'
import { initializeFeeds } from '../../../core/model/state-entries.ts'
import { trainingProgram, type TrainingProgram } from '../../../core/train/training-program.ts'
import { isTurnOf } from '../../../core/train/updates/updates.ts'
import { digits } from '../../digits.ts'
import { testEngine } from '../../run-tensors.ts'
import { weightNumbers } from '../layers/cases.ts'
import { datasets } from './one-step.ts'

export type Values = Readonly<Record<string, readonly number[]>>

/** A training's session whose weights start from the formula of `test/fixtures/updates`. */
export class Steps {
  readonly #recipe: Recipe
  readonly #plan: TrainingProgram
  readonly #session: Session
  readonly #batches: Batches

  private constructor(recipe: Recipe, plan: TrainingProgram, session: Session, batches: Batches) {
    this.#batches = batches
    this.#recipe = recipe
    this.#plan = plan
    this.#session = session
  }

  static async open(network: Network, recipe: Recipe): Promise<Steps> {
    const batches = createBatches(digits(), usedFields(network))
    const plan = trainingProgram({ network, datasets, recipe, resident: batches.resident })
    const steps = new Steps(recipe, plan, await testEngine().open(lowerProgram(plan.program)), batches)
    await steps.#start()
    return steps
  }

  async #start(): Promise<void> {
    await this.#batches.load(this.#session)
    await this.#session.run('initialize', initializeFeeds)
    const state = { ...(await this.#session.run('snapshot')) }
    const order = ['code', 'norm', 'head', 'rebuild']
    const layerOf = (path: string): string => path.split('/')[0]!
    const weights = this.#plan.weights.map(({ variable }) => variable)
    const inOrder = order.flatMap(layer => weights.filter(({ path }) => layerOf(path) === layer))
    inOrder.forEach(({ key, path }, index) => {
      const name = path.split('/')[1]!
      const { shape, data } = state[key]!
      state[key] = { dtype: 'float32', shape, data: weightNumbers(name, index + 1, data.length) }
    })
    await this.#session.run('restore', state)
  }

  /** One batch of the fixture: every update whose turn it is. */
  async batch(index: number): Promise<void> {
    const { updates } = this.#recipe
    const feeds = await this.#batches.feeds(Int32Array.from({ length: 32 }, (_, sample) => sample * 100 + index))
    for (const [at, update] of updates.entries()) {
      if (!isTurnOf(updates, at, index)) continue
      const { learningRate: rate } = update.optimizer as { readonly learningRate: number }
      const learningRate: HostTensor = { dtype: 'float32', shape: [], data: Float32Array.of(rate) }
      await this.#session.run(this.#plan.steps[at]!, { ...feeds, learningRate })
    }
  }

  async state(): Promise<Readonly<Record<string, HostTensor>>> {
    return await this.#session.run('snapshot')
  }

  /** Weights and statistics by path. */
  async weights(): Promise<Values> {
    const state = await this.state()
    return Object.fromEntries(
      this.#plan.weights.map(({ variable: { key, path } }) => [path, Array.from(state[key]!.data as Float32Array)])
    )
  }

  close(): Promise<void> {
    return this.#session.close()
  }
}
