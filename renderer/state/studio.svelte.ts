import type { About } from '../../core/host/calls/about.ts'
import type { Cancelable } from '../../core/host/host-error.ts'
import type { Opened, OpenProject, RecentProject } from '../../core/host/calls/projects.ts'
import type { Problem } from '../../core/problem.ts'
import type { RunRecord } from '../../core/train/run.ts'
import { message } from '../messages/message.ts'
import { mainPhrase } from '../messages/metrics.ts'
import { createAttempt, showError, type Attempt } from './attempt.ts'
import { Comparing } from './drawing/comparing.svelte.ts'
import { Datasets } from './data/datasets.svelte.ts'
import { Entries } from './entries.svelte.ts'
import { Explanations } from './runs/explanations.svelte.ts'
import { Explore } from './runs/explore.svelte.ts'
import { Exporting } from './runs/exporting.svelte.ts'
import { Facts } from './drawing/facts.svelte.ts'
import type { Host } from './host.ts'
import { ShownOutputs } from './runs/layer-outputs.svelte.ts'
import { LiveTrainings } from './runs/live-trainings.svelte.ts'
import { LayerTimes } from './runs/layer-times.svelte.ts'
import { Memory } from './drawing/memory.svelte.ts'
import { Models } from './runs/models.svelte.ts'
import { Project } from './project.svelte.ts'
import { Questions, type Question } from './questions.svelte.ts'
import { Runs } from './runs/runs.svelte.ts'
import { LensChoices } from './drawing/lens-choices.svelte.ts'
import { Selection } from './drawing/selection.svelte.ts'
import { Toasts } from './toasts.svelte.ts'
import { Unfolding } from './drawing/unfolding.svelte.ts'
import { View } from './view.svelte.ts'

/** Everything that the window knows, made once. Components read it and run commands. */
export class Studio {
  readonly host: Host
  readonly toasts = new Toasts()
  readonly view = new View(place => this.toasts.moveTo(place))
  readonly attempt: Attempt = createAttempt(this.toasts, () => this.view.place)
  readonly questions = new Questions()
  readonly lensChoice = new LensChoices()
  readonly project: Project
  /** What is typed into the project's fields and does not fit. */
  readonly entries: Entries
  readonly selection: Selection
  readonly unfolding: Unfolding
  readonly datasets: Datasets
  readonly facts: Facts
  readonly memory: Memory
  readonly runs: Runs
  readonly trainings: LiveTrainings
  readonly models: Models
  readonly explore: Explore
  readonly explanations: Explanations
  readonly exporting: Exporting
  readonly outputs: ShownOutputs
  readonly layerTimes: LayerTimes
  readonly comparing: Comparing

  about = $state.raw<About>()
  recent = $state.raw<readonly RecentProject[]>([])
  /** Why the last project could not be opened. */
  openProblems = $state.raw<readonly Problem[]>([])
  /** The project that an unexpected end has left closed. */
  leftClosed = $state.raw<RecentProject>()
  isOpening = $state(false)
  /** Resolves once `begin` has opened the first project, or could not. */
  readonly ready: Promise<void>
  #tellReady: () => void = () => undefined

  constructor(host: Host) {
    this.host = host
    const { attempt, toasts } = this
    const project = new Project(
      host,
      error => showError(toasts, message('project/write'), error),
      refused => this.#tellRefused(refused)
    )
    const needs = { host, project, attempt, toasts }
    const datasets = new Datasets(needs)
    const facts = new Facts(
      () => project.document,
      () => datasets.facts
    )
    const runs = new Runs({
      ...needs,
      onBegin: () => this.models.begin(),
      onEnd: run => {
        if (run.state !== 'failed') this.models.end(run.id)
        this.#tellEnd(run)
      }
    })
    this.project = project
    this.entries = new Entries(() => (project.isOpen ? project.document : undefined))
    this.datasets = datasets
    this.facts = facts
    this.runs = runs
    this.trainings = new LiveTrainings(host, attempt)
    this.selection = new Selection(() => project.document)
    this.unfolding = new Unfolding(() => project.id)
    this.memory = new Memory({ host, project, facts, datasets })
    const models = new Models({ ...needs, datasets, runs })
    this.models = models
    this.explore = new Explore({ ...needs, models })
    this.explanations = new Explanations({ ...needs, models, explore: this.explore })
    this.exporting = new Exporting({ ...needs, models })
    this.outputs = new ShownOutputs({ ...needs, models })
    this.layerTimes = new LayerTimes(needs)
    this.comparing = new Comparing({ project, facts, datasets, runs })
    this.ready = new Promise<void>(resolve => {
      this.#tellReady = resolve
    })
    // These for as long as the window lives.
    host.on('fault', ({ message: text }) => toasts.show({ tone: 'error', text: message('error/fault'), detail: text }))
    // One that is asked for while the first project is still being opened waits for it.
    host.on('openAsked', ({ folder }) => {
      void this.ready.then(() =>
        project.isOpen && project.folder === folder ? undefined : this.open(() => host.openProject({ folder }))
      )
    })
  }

  /** Opens what was open last. */
  async begin(): Promise<void> {
    const { host, attempt } = this
    const asked = attempt(message('project/about'), () => host.about())
    void this.datasets.loadOffers()
    void this.trainings.load()
    await this.#load(() => host.openLastProject())
    this.#tellReady()
    this.about = await asked
  }

  /** Asks first where something unsaved would be lost. */
  async open(task: () => Promise<Cancelable<Opened>>): Promise<void> {
    const { host, project, attempt } = this
    if (!project.isOpen) return await this.#load(task)
    if (!(await this.#mayLeave())) return
    const { id, isUnsaved } = project
    await attempt(message('project/write'), () => project.flush(), 'window')
    await this.#load(task)
    // What the person let go is not offered again the next time.
    if (isUnsaved && project.id !== id)
      await attempt(message('project/write'), () => host.discardRecovered({ project: id }), 'window')
  }

  async #load(task: () => Promise<Cancelable<Opened>>): Promise<void> {
    this.isOpening = true
    let elsewhere: Elsewhere | undefined
    try {
      const opened = await this.attempt(message('project/open'), task, 'window')
      if (opened === undefined) return
      if ('project' in opened) return await this.#take(opened.project)
      this.openProblems = opened.problems
      this.leftClosed = opened.leftClosed
      if (opened.openElsewhere !== undefined) elsewhere = { folder: opened.openElsewhere, problems: opened.problems }
      // The project before stays, and with it what is on the screen.
      else if (this.project.isOpen) this.toasts.tell(opened.problems, 'error')
    } finally {
      this.isOpening = false
    }
    if (elsewhere !== undefined) await this.#settleElsewhere(elsewhere)
  }

  async #take(opened: OpenProject): Promise<void> {
    const { host, toasts, datasets, runs, models, explore, explanations, exporting, outputs, layerTimes } = this
    this.openProblems = []
    this.leftClosed = undefined
    toasts.forgetErrors()
    this.project.open(opened)
    this.selection.open([])
    this.entries.forget()
    this.comparing.close()
    for (const part of [datasets, runs, models, explore, explanations, exporting, outputs, layerTimes]) part.forget()
    // The banner says why a project is only looked at.
    const told = opened.readOnly?.reason === 'newer' ? [] : opened.problems
    for (const { message: text, fix } of told) toasts.show({ tone: 'warning', text, detail: fix })
    this.#tellElsewhere()
    datasets.describeAll()
    await Promise.all([runs.load(), models.load()])
    this.recent = (await this.attempt(message('project/recent'), () => host.recentProjects())) ?? this.recent
  }

  async #settleElsewhere({ folder, problems }: Elsewhere): Promise<void> {
    const { host, toasts, questions, attempt } = this
    const choice = await questions.choose({
      title: message('safety/openElsewhereTitle'),
      text: message('safety/openElsewhereText', { text: problems[0]?.message ?? '' }),
      choices: [
        { id: 'look', label: message('safety/lookHere') },
        { id: 'go', label: message('safety/goThere'), tone: 'primary' }
      ]
    })
    if (choice === 'look') await this.#load(() => host.openProject({ folder, isReadOnly: true }))
    if (choice !== 'go') return
    await attempt(message('safety/goThere'), () => host.callHolder({ folder }))
    toasts.show({ tone: 'plain', text: message('safety/called') })
  }

  /** Asks where something unsaved would be lost, and saves it first where that is the answer. */
  async #mayLeave(): Promise<boolean> {
    const { project, questions, attempt } = this
    if (!project.isUnsaved) return true
    const choice = await questions.choose(lossQuestion(project.document.name, project.canEdit))
    if (choice !== 'save') return choice === 'leave'
    const save = async (): Promise<true> => {
      await project.save()
      return true
    }
    const isSaved = await attempt(message('project/save'), save, 'window')
    return isSaved === true
  }

  /** What trains in the project before goes on, and is not to be forgotten. */
  #tellElsewhere(): void {
    const { project, toasts, trainings } = this
    for (const { name, project: other } of trainings.list.filter(({ folder }) => folder !== project.folder))
      toasts.show({ tone: 'plain', text: message('train/goesOn', { name, project: other }) })
  }

  #tellRefused({ readOnly }: Project): void {
    const text = readOnly ? message('safety/refused') : message('safety/decideFirst')
    if (!this.toasts.list.some(toast => toast.text === text)) this.toasts.show({ tone: 'warning', text })
  }

  /** Where Train shows the run, its result or why it failed is seen there. */
  #tellEnd({ id, name, test: last, best, failure }: RunRecord): void {
    const { toasts, models, runs, view } = this
    const test = best?.test ?? last
    if (view.place === 'train' && (failure === undefined || runs.shown?.id === id)) return
    if (test === undefined && failure === undefined) return
    const action = {
      label: message('train/showRun'),
      run: () => {
        models.choose(id)
        view.show('train')
      }
    }
    if (failure)
      toasts.show({ tone: 'error', text: message('train/failed', { name }), detail: failure.message, action })
    else
      toasts.show({
        tone: 'good',
        text: message(best?.test ? 'train/endedBest' : 'train/endedLast', { name, metric: mainPhrase(test ?? {}, 2) }),
        action
      })
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
