import type { About, Cancellable, Opened, OpenProject, RecentProject } from '../../core/host.ts'
import type { Problem } from '../../core/problem.ts'
import type { RunRecord } from '../../core/train/run.ts'
import { percentText } from '../messages/figures.ts'
import { message } from '../messages/message.ts'
import { createAttempt, showError, type Attempt } from './attempt.ts'
import { createDatasets, type Datasets } from './datasets.svelte.ts'
import { createExplore, type Explore } from './explore.svelte.ts'
import { createExporting, type Exporting } from './exporting.svelte.ts'
import { createFacts, type Facts } from './facts.svelte.ts'
import type { Host } from './host.ts'
import { createMemory, type Memory } from './memory.svelte.ts'
import { createProject, type Project } from './project.svelte.ts'
import { createQuestions, type Questions } from './questions.svelte.ts'
import { createRuns, type Runs } from './runs.svelte.ts'
import { createSelection, type Selection } from './selection.svelte.ts'
import { createToasts, type Toasts } from './toasts.svelte.ts'
import { createUnfolding, type Unfolding } from './unfolding.svelte.ts'
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
  const project = createProject(host, error => showError(toasts, message('project/write'), error))
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

  let about = $state.raw<About>()
  const memory = createMemory({ project, facts, datasets, machine: () => about?.gpuMemory ?? about?.memory })
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
    for (const part of [datasets, runs, explore, exporting]) part.forget()
    for (const { message: text, fix } of opened.problems) toasts.show({ tone: 'warning', text, detail: fix })
    datasets.describeAll()
    await runs.load()
    recent = (await attempt(message('project/recent'), () => host.recentProjects())) ?? recent
  }

  async function load(task: () => Promise<Cancellable<Opened>>): Promise<void> {
    isOpening = true
    try {
      const opened = await attempt(message('project/open'), task)
      if (opened === undefined) return
      if ('project' in opened) await take(opened.project)
      else openProblems = opened.problems
    } finally {
      isOpening = false
    }
  }

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
    async open(task) {
      if (!project.isOpen) return await load(task)
      const { id, isUnsaved } = project
      if (isUnsaved && !(await questions.ask(lossQuestion(project.document.name)))) return
      await attempt(message('project/write'), () => project.flush())
      await load(task)
      // What the person let go is not offered again the next time.
      if (isUnsaved && project.id !== id) await attempt(message('project/write'), () => host.discardRecovered(id))
    }
  }
}

function lossQuestion(name: string) {
  return {
    title: message('project/unsavedTitle', { name }),
    text: message('project/unsavedText'),
    confirm: message('project/unsavedConfirm'),
    isDangerous: true
  }
}
