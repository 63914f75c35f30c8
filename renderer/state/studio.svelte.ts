import type { About, Cancellable, Opened, OpenProject, RecentProject } from '../../core/host.ts'
import type { Problem } from '../../core/problem.ts'
import type { RunRecord } from '../../core/train/run.ts'
import { percentText } from '../messages/figures.ts'
import { message } from '../messages/message.ts'
import { createAttempt, showError, type Attempt } from './attempt.ts'
import { createComparing, type Comparing } from './drawing/comparing.svelte.ts'
import { createDatasets, type Datasets } from './data/datasets.svelte.ts'
import { createExplore, type Explore } from './runs/explore.svelte.ts'
import { createExporting, type Exporting } from './runs/exporting.svelte.ts'
import { createFacts, type Facts } from './drawing/facts.svelte.ts'
import type { Host } from './host.ts'
import { createShownOutputs, type ShownOutputs } from './runs/layer-outputs.svelte.ts'
import { createLayerTimes, type LayerTimes } from './runs/layer-times.svelte.ts'
import { createMemory, type Memory } from './drawing/memory.svelte.ts'
import { createProject, type Project } from './project.svelte.ts'
import { createQuestions, type Question, type Questions } from './questions.svelte.ts'
import { createRuns, type Runs } from './runs/runs.svelte.ts'
import { createSeeing, type SeeingChoices } from './drawing/seeing.svelte.ts'
import { createSelection, type Selection } from './drawing/selection.svelte.ts'
import { createToasts, type Toasts } from './toasts.svelte.ts'
import { createUnfolding, type Unfolding } from './drawing/unfolding.svelte.ts'
import { createView, type View } from './view.svelte.ts'

/** Everything that the window knows, made once. Components read it and run commands. */
export interface Studio {
  readonly host: Host
  readonly about: About | undefined
  readonly recent: readonly RecentProject[]
  readonly project: Project
  readonly selection: Selection
  readonly unfolding: Unfolding
  readonly facts: Facts
  readonly memory: Memory
  readonly datasets: Datasets
  readonly runs: Runs
  readonly explore: Explore
  readonly exporting: Exporting
  readonly outputs: ShownOutputs
  readonly layerTimes: LayerTimes
  readonly comparing: Comparing
  readonly seeing: SeeingChoices
  readonly view: View
  readonly toasts: Toasts
  readonly questions: Questions
  readonly attempt: Attempt
  /** Why the last project could not be opened. */
  readonly openProblems: readonly Problem[]
  readonly isOpening: boolean
  /** Resolves once `begin` has opened the first project, or could not. */
  readonly ready: Promise<void>
  /** Opens what was open last. */
  begin(): Promise<void>
  /** Asks first where something unsaved would be lost. */
  open(load: () => Promise<Cancellable<Opened>>): Promise<void>
}

export function createStudio(host: Host): Studio {
  const toasts = createToasts()
  const attempt = createAttempt(toasts)
  const questions = createQuestions()
  const view = createView()
  const project = createProject(
    host,
    error => showError(toasts, message('project/write'), error),
    ({ readOnly }) => {
      const text = readOnly ? message('safety/refused') : message('safety/decideFirst')
      if (!toasts.list.some(toast => toast.text === text)) toasts.show({ tone: 'warning', text })
    }
  )
  const selection = createSelection(() => project.document)
  const unfolding = createUnfolding(() => project.id)
  const needs = { host, project, attempt, toasts }
  const datasets = createDatasets(needs)
  const facts = createFacts(
    () => project.document,
    () => datasets.facts
  )
  const runs = createRuns({ ...needs, onEnd: tellEnd })
  const explore = createExplore({ ...needs, runs })
  const exporting = createExporting({ ...needs, runs })
  const outputs = createShownOutputs({ ...needs, runs })
  const layerTimes = createLayerTimes(needs)
  const comparing = createComparing({ project, facts, datasets, runs })
  const seeing = createSeeing()

  let about = $state.raw<About>()
  const memory = createMemory({ host, project, facts, datasets, machine: () => about?.gpuMemory ?? about?.memory })
  let recent = $state.raw<readonly RecentProject[]>([])
  let openProblems = $state.raw<readonly Problem[]>([])
  let isOpening = $state(false)
  let begun: () => void = () => undefined
  const ready = new Promise<void>(resolve => {
    begun = resolve
  })

  /** Where Train is shown, the result is seen there. */
  function tellEnd({ id, testAccuracy }: RunRecord): void {
    if (view.place === 'train' || testAccuracy === undefined) return
    const action = {
      label: message('train/showRun'),
      run: () => {
        runs.show(id)
        view.show('train')
      }
    }
    toasts.show({ tone: 'good', text: message('train/ended', { percent: percentText(testAccuracy, 2) }), action })
  }

  async function take(opened: OpenProject): Promise<void> {
    openProblems = []
    project.open(opened)
    selection.open([])
    for (const part of [datasets, runs, explore, exporting, outputs, layerTimes, comparing]) part.forget()
    // Of a project that is looked at, the banner says why.
    const told = opened.readOnly?.reason === 'newer' ? [] : opened.problems
    for (const { message: text, fix } of told) toasts.show({ tone: 'warning', text, detail: fix })
    datasets.describeAll()
    await runs.load()
    recent = (await attempt(message('project/recent'), () => host.recentProjects())) ?? recent
  }

  async function load(task: () => Promise<Cancellable<Opened>>): Promise<void> {
    isOpening = true
    let elsewhere: Elsewhere | undefined
    try {
      const opened = await attempt(message('project/open'), task)
      if (opened === undefined) return
      if ('project' in opened) return await take(opened.project)
      openProblems = opened.problems
      if (opened.openElsewhere !== undefined) elsewhere = { folder: opened.openElsewhere, problems: opened.problems }
    } finally {
      isOpening = false
    }
    if (elsewhere !== undefined) await settleElsewhere(elsewhere)
  }

  async function settleElsewhere({ folder, problems }: Elsewhere): Promise<void> {
    const choice = await questions.choose({
      title: message('safety/openElsewhereTitle'),
      text: message('safety/openElsewhereText', { text: problems[0]?.message ?? '' }),
      choices: [
        { id: 'look', label: message('safety/lookHere') },
        { id: 'go', label: message('safety/goThere'), tone: 'primary' }
      ]
    })
    if (choice === 'look') await load(() => host.openProject(folder, true))
    if (choice !== 'go') return
    await attempt(message('safety/goThere'), () => host.callHolder(folder))
    toasts.show({ tone: 'plain', text: message('safety/called') })
  }

  /** Asks where something unsaved would be lost, and saves it first where that is the answer. */
  async function mayLeave(): Promise<boolean> {
    if (!project.isUnsaved) return true
    const choice = await questions.choose(lossQuestion(project.document.name, project.canEdit))
    if (choice !== 'save') return choice === 'leave'
    const isSaved = await attempt(message('project/save'), async () => {
      await project.save()
      return true
    })
    return isSaved === true
  }

  async function open(task: () => Promise<Cancellable<Opened>>): Promise<void> {
    if (!project.isOpen) return await load(task)
    if (!(await mayLeave())) return
    const { id, isUnsaved } = project
    await attempt(message('project/write'), () => project.flush())
    await load(task)
    // What the person let go is not offered again the next time.
    if (isUnsaved && project.id !== id) await attempt(message('project/write'), () => host.discardRecovered(id))
  }

  // For as long as the window lives. One that is asked for while the first project is still being opened waits for it.
  host.on('openAsked', ({ folder }) => {
    void ready.then(() =>
      project.isOpen && project.folder === folder ? undefined : open(() => host.openProject(folder))
    )
  })

  return {
    host,
    project,
    selection,
    unfolding,
    facts,
    memory,
    datasets,
    runs,
    explore,
    exporting,
    outputs,
    layerTimes,
    comparing,
    seeing,
    view,
    toasts,
    questions,
    attempt,
    ready,
    get about() {
      return about
    },
    get recent() {
      return recent
    },
    get openProblems() {
      return openProblems
    },
    get isOpening() {
      return isOpening
    },
    async begin() {
      const asked = attempt(message('project/about'), () => host.about())
      await load(() => host.openLastProject())
      begun()
      about = await asked
    },
    open
  }
}

/** A folder that another window has open. */
interface Elsewhere {
  readonly folder: string
  readonly problems: readonly Problem[]
}

function lossQuestion(name: string, canSave: boolean): Question<'leave' | 'save'> {
  const leave = { id: 'leave', label: message('project/unsavedConfirm'), tone: 'danger' } as const
  const save = { id: 'save', label: message('project/unsavedSave'), tone: 'primary' } as const
  return {
    title: message('project/unsavedTitle', { name }),
    text: message('project/unsavedText'),
    choices: canSave ? [leave, save] : [leave]
  }
}
