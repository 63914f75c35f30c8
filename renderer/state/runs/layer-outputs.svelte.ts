import { isEqual } from '../../../core/document/equal.ts'
import type { Document } from '../../../core/document/records.ts'
import type { LayerOutputs, LayerOverview, WholeOutput } from '../../../core/host.ts'
import type { RunRecord } from '../../../core/train/run.ts'
import { indexWays, type Ways } from '../../canvas/scene/ways.ts'
import { message } from '../../messages/message.ts'
import type { Attempt } from '../attempt.ts'
import type { Host } from '../host.ts'
import type { Project } from '../project.svelte.ts'
import type { Runs } from './runs.svelte.ts'

/** What the layers of a run put out for one sample of its test set, for the canvas and the inspector. */
export interface ShownOutputs {
  isShown: boolean
  /** The run whose weights compute them: the one that Train shows, or the newest that has any. */
  readonly run: RunRecord | undefined
  /** The drawing computes what the run's does; else its outputs belong to other nodes. */
  readonly isOfDrawing: boolean
  readonly place: number
  readonly answer: LayerOutputs | undefined
  /** The label of the sample, in words. */
  readonly label: string | undefined
  /** By the ways down to the layers. */
  readonly overviews: Ways<LayerOverview>
  /** All channels; undefined until they are read. */
  wholeOf(layer: string): WholeOutput | undefined
  goTo(place: number): void
  /** Asks the machine for what is shown and not known yet. Reads what it depends on, so that effects run it again. */
  follow(): void
  followWhole(layer: string): void
  forget(): void
}

interface Needs {
  readonly host: Host
  readonly project: Project
  readonly runs: Runs
  readonly attempt: Attempt
}

export function createShownOutputs({ host, project, runs, attempt }: Needs): ShownOutputs {
  let isShown = $state(false)
  let place = $state(0)
  let answer = $state.raw<LayerOutputs>()
  let wholes = $state.raw<ReadonlyMap<string, WholeOutput>>(new Map())
  /** What the answer is of, and what each whole output is of. */
  let asked: string | undefined
  const askedWholes = new Set<string>()

  const run = $derived(runs.trained.find(({ id }) => id === runs.shown?.id) ?? runs.trained[0])
  const isOfDrawing = $derived(isShown && run !== undefined && isSameNetwork(project.document, run.document))
  /** New weights, another sample: another answer. */
  const key = $derived(JSON.stringify([project.isOpen && project.id, run?.id, run?.epochs.length, place]))
  const overviews = $derived(indexWays(isOfDrawing ? (answer?.layers ?? []) : []))

  function forgetAnswer(): void {
    asked = undefined
    askedWholes.clear()
    answer = undefined
    wholes = new Map()
  }

  return {
    get isShown() {
      return isShown
    },
    set isShown(next) {
      isShown = next
    },
    get run() {
      return run
    },
    get isOfDrawing() {
      return isOfDrawing
    },
    get place() {
      return place
    },
    get answer() {
      return isOfDrawing ? answer : undefined
    },
    get label() {
      return answer && run?.dataset.classes[answer.label]
    },
    get overviews() {
      return overviews
    },
    wholeOf: layer => wholes.get(layer),
    goTo(next) {
      const last = (answer?.total ?? 1) - 1
      place = Math.max(0, Math.min(last, next))
    },
    follow() {
      const [wanted, id] = [key, run?.id]
      if (!isOfDrawing || id === undefined || asked === wanted) return
      asked = wanted
      void attempt(message('outputs/load'), () => host.layerOutputs(project.id, id, place)).then(next => {
        if (asked !== wanted || next === undefined) return
        askedWholes.clear()
        wholes = new Map()
        answer = next
      })
    },
    followWhole(layer) {
      const [wanted, id, of] = [`${key} ${layer}`, run?.id, answer]
      if (!isOfDrawing || id === undefined || of === undefined || askedWholes.has(wanted)) return
      askedWholes.add(wanted)
      void attempt(message('outputs/load'), () => host.layerOutput(project.id, id, place, layer)).then(next => {
        if (next !== undefined && answer === of) wholes = new Map([...wholes, [layer, next]])
      })
    },
    forget() {
      isShown = false
      place = 0
      forgetAnswer()
    }
  }
}

/** Whether both compute the same: names and places do not matter. */
function isSameNetwork(one: Document, other: Document): boolean {
  return (
    one.root === other.root &&
    isEqual(one.edges, other.edges) &&
    isEqual(one.blocks, other.blocks) &&
    isEqual(unnamed(one), unnamed(other))
  )
}

function unnamed({ nodes }: Document): unknown {
  return Object.fromEntries(Object.entries(nodes).map(([id, { name: _, ...node }]) => [id, node]))
}
