import type { Evaluation, Picture, Prediction } from '../../core/host.ts'
import type { RunRecord } from '../../core/train/run.ts'
import { message } from '../messages/message.ts'
import type { Attempt } from './attempt.ts'
import type { Host } from './host.ts'
import { createLatest } from './latest.ts'
import type { Project } from './project.svelte.ts'
import type { Runs } from './runs.svelte.ts'

/** A trained network asked: about one picture, and about its whole test set. */
export interface Explore {
  /** The run that answers: the chosen one, or the newest that is trained. */
  readonly run: RunRecord | undefined
  readonly prediction: Prediction | undefined
  readonly evaluation: Evaluation | undefined
  readonly isEvaluating: boolean
  choose(run: string): void
  /** Of several pictures in quick succession the last is answered for certain. */
  ask(picture: Picture): void
  clear(): void
  /** Scores the test set with the run, once. */
  evaluate(): Promise<void>
  forget(): void
}

interface Needs {
  readonly host: Host
  readonly project: Project
  readonly attempt: Attempt
  readonly runs: Runs
}

export function createExplore({ host, project, attempt, runs }: Needs): Explore {
  let chosenId = $state<string>()
  let prediction = $state.raw<Prediction>()
  /** Of which run, and after how many of its epochs: training goes on. */
  let evaluated = $state.raw<{ readonly key: string; readonly evaluation: Evaluation }>()
  let evaluating = $state<string>()
  let lastPicture: Picture | undefined

  const run = $derived(runs.trained.find(record => record.id === chosenId) ?? runs.trained[0])
  const key = $derived(run === undefined ? undefined : `${run.id}/${run.epochs.length}`)
  const evaluation = $derived(evaluated?.key === key ? evaluated?.evaluation : undefined)

  const predict = createLatest<{ readonly run: string; readonly picture: Picture }>(async ({ run: asked, picture }) => {
    const answer = await attempt(message('explore/predict'), () => host.predict(project.id, asked, picture))
    // Cleared or chosen anew meanwhile.
    if (answer !== undefined && lastPicture !== undefined && run?.id === asked) prediction = answer
  })

  function ask(picture: Picture): void {
    lastPicture = picture
    if (run !== undefined) predict({ run: run.id, picture })
  }

  function clear(): void {
    lastPicture = undefined
    prediction = undefined
  }

  return {
    get run() {
      return run
    },
    get prediction() {
      return prediction
    },
    get evaluation() {
      return evaluation
    },
    get isEvaluating() {
      return evaluating !== undefined && evaluating === key
    },
    choose(next) {
      chosenId = next
      prediction = undefined
      if (lastPicture !== undefined) ask(lastPicture)
    },
    ask,
    clear,
    async evaluate() {
      const [asked, askedKey] = [run, key]
      if (asked === undefined || askedKey === undefined || evaluating === askedKey || evaluation !== undefined) return
      evaluating = askedKey
      const answer = await attempt(message('explore/evaluate'), () => host.evaluate(project.id, asked.id, 'test'))
      if (answer !== undefined && key === askedKey) evaluated = { key: askedKey, evaluation: answer }
      if (evaluating === askedKey) evaluating = undefined
    },
    forget() {
      chosenId = undefined
      evaluated = undefined
      evaluating = undefined
      clear()
    }
  }
}
