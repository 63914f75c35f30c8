import type { Evaluation, Picture, Prediction } from '../../../core/host.ts'
import type { RunRecord } from '../../../core/train/run.ts'
import { message } from '../../messages/message.ts'
import type { Attempt } from '../attempt.ts'
import type { Host } from '../host.ts'
import { createLatest } from '../latest.ts'
import type { Project } from '../project.svelte.ts'
import type { Runs } from './runs.svelte.ts'

/** What the network was asked about last. */
export type Asked =
  | { readonly kind: 'drawing' }
  | { readonly kind: 'file'; readonly name: string; readonly picture: Picture; readonly isInverted: boolean }
  | { readonly kind: 'sample'; readonly index: number; readonly label: string; readonly picture: Picture }

/** A trained network asked: about one picture, and about its whole test set. */
export interface Explore {
  /** The run that answers: the chosen one, or the newest that is trained. */
  readonly run: RunRecord | undefined
  readonly prediction: Prediction | undefined
  readonly evaluation: Evaluation | undefined
  readonly isEvaluating: boolean
  readonly asked: Asked
  choose(run: string): void
  /** Of several pictures in quick succession the last is answered for certain. */
  askDrawing(picture: Picture): void
  askSample(sample: Omit<Extract<Asked, { kind: 'sample' }>, 'kind'>): void
  askFile(file: File): Promise<void>
  /** Of a picture from a file: light for dark. */
  invert(): void
  clear(): void
  /** Lets the machine open the run before the first stroke, which would otherwise wait for it. */
  warmUp(): Promise<void>
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
  let asked = $state.raw<Asked>({ kind: 'drawing' })
  let lastPicture: Picture | undefined

  /** The one that is training changes under the hand; it is asked only when it is chosen, or the only one. */
  const settled = $derived(runs.trained.find(record => record.id !== runs.active?.run))
  const run = $derived(runs.trained.find(record => record.id === chosenId) ?? settled ?? runs.trained[0])
  const key = $derived(run === undefined ? undefined : `${run.id}/${run.epochs.length}`)
  const evaluation = $derived(evaluated?.key === key ? evaluated?.evaluation : undefined)

  const predict = createLatest<{ readonly run: string; readonly picture: Picture }>(
    async ({ run: answering, picture }) => {
      const answer = await attempt(message('explore/predict'), () => host.predict(project.id, answering, picture))
      // Cleared or chosen anew meanwhile.
      if (answer !== undefined && lastPicture !== undefined && run?.id === answering) prediction = answer
    }
  )

  function ask(picture: Picture): void {
    lastPicture = picture
    if (run !== undefined) predict({ run: run.id, picture })
  }

  function askFileAgain(file: Extract<Asked, { kind: 'file' }>): void {
    asked = file
    ask(file.isInverted ? inverted(file.picture) : file.picture)
  }

  function clear(): void {
    asked = { kind: 'drawing' }
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
    get asked() {
      return asked
    },
    get isEvaluating() {
      return evaluating !== undefined && evaluating === key
    },
    choose(next) {
      chosenId = next
      prediction = undefined
      if (lastPicture !== undefined) ask(lastPicture)
    },
    askDrawing(picture) {
      asked = { kind: 'drawing' }
      ask(picture)
    },
    askSample(sample) {
      asked = { kind: 'sample', ...sample }
      ask(sample.picture)
    },
    async askFile(file) {
      const bytes = new Uint8Array(await file.arrayBuffer())
      const picture = await attempt(message('explore/decode'), () => host.decodePicture(bytes))
      if (picture !== undefined) askFileAgain({ kind: 'file', name: file.name, picture, isInverted: false })
    },
    invert() {
      if (asked.kind === 'file') askFileAgain({ ...asked, isInverted: !asked.isInverted })
    },
    clear,
    async warmUp() {
      if (run === undefined) return
      const { height, width, channels } = run.dataset
      const blank = { height, width, channels, bytes: new Uint8Array(height * width * channels) }
      await attempt(message('explore/predict'), () => host.predict(project.id, run.id, blank))
    },
    async evaluate() {
      const [scored, askedKey] = [run, key]
      if (scored === undefined || askedKey === undefined || evaluating === askedKey || evaluation !== undefined) return
      evaluating = askedKey
      const answer = await attempt(message('explore/evaluate'), () => host.evaluate(project.id, scored.id, 'test'))
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

function inverted({ bytes, ...rest }: Picture): Picture {
  return { ...rest, bytes: bytes.map(value => 255 - value) }
}
