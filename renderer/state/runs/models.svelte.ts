import type { DatasetSettings } from '../../../core/data/dataset.ts'
import { datasetInUse } from '../../../core/document/use-dataset.ts'
import type { MetricValues } from '../../../core/metrics/metric.ts'
import { type Model, onSamples, type RunWeights } from '../../../core/model/model.ts'
import { modelOfRun } from '../../../core/train/run.ts'
import { message } from '../../messages/message.ts'
import type { Attempt } from '../attempt.ts'
import type { Datasets } from '../data/datasets.svelte.ts'
import type { Host } from '../host.ts'
import type { Project } from '../project.svelte.ts'
import type { Toasts } from '../toasts.svelte.ts'
import type { Runs } from './runs.svelte.ts'

interface Needs {
  readonly host: Host
  readonly project: Project
  readonly datasets: Datasets
  readonly runs: Runs
  readonly attempt: Attempt
  readonly toasts: Toasts
}

/** How calls to the machine name a model. */
export interface ModelQuery {
  readonly project: string
  readonly model: string
  readonly weights?: RunWeights | undefined
  readonly data?: DatasetSettings | undefined
}

/** The project's models: what its runs have made, and what came from files. One of them is chosen, for every place. */
export class Models {
  readonly #needs: Needs
  #fromFiles = $state.raw<readonly Model[]>([])
  /** Ids of the datasets that models from files are tested on, where one was chosen, by the model's id. */
  #tested = $state.raw<Readonly<Record<string, string>>>({})
  /** Which weights of a run were chosen, by its id. */
  #weights = $state.raw<Readonly<Record<string, RunWeights>>>({})
  #chosenId = $state<string>()
  /** What a training makes is chosen when it ends, unless the person chose since it began. */
  #isChosenSinceStart = false

  /** The newest first. One from a file is tested on the dataset that the drawing reads, until another is chosen. */
  readonly list: readonly Model[] = $derived.by(() => {
    const { runs, datasets, project } = this.#needs
    const fromFiles = this.#fromFiles.map(model => {
      const id = this.#tested[model.id] ?? (project.isOpen ? datasetInUse(project.document) : undefined)
      const settings = datasets.list.find(each => each.id === id)
      const facts = settings && datasets.facts[settings.id]
      return settings && facts ? onSamples(model, settings, facts) : model
    })
    const made = runs.trained.map(run => modelOfRun(run, run.best && this.#weights[run.id]))
    return [...made, ...fromFiles].sort((a, b) => b.made.localeCompare(a.made))
  })

  /** The one that is training changes under the hand: it is asked only where it is chosen, or the only one. */
  readonly #newest = $derived.by(() => {
    const { runs } = this.#needs
    return this.list.find(({ id }) => runs.find(id)?.state !== 'running') ?? this.list[0]
  })
  /** The model that Explore, Export and the layers' outputs are about: the newest, until another is chosen. */
  readonly chosen = $derived(this.find(this.#chosenId) ?? this.#newest)
  /** Another one where the chosen model answers otherwise: what was answered under another key is not of it. */
  readonly key = $derived(this.chosen && keyOf(this.chosen))

  constructor(needs: Needs) {
    this.#needs = needs
  }

  /** Chooses a model. Train shows its run. */
  choose(model: string): void {
    this.#chosenId = model
    this.#isChosenSinceStart = true
    if (this.#needs.runs.find(model) !== undefined) this.#needs.runs.show(model)
  }

  /** Chooses between the best weights of a run and its last. */
  chooseWeights(run: string, weights: RunWeights): void {
    this.#weights = { ...this.#weights, [run]: weights }
  }

  /** On the test set, of the weights that the model has. */
  scoreOf(model: string): MetricValues | undefined {
    const [run, origin] = [this.#needs.runs.find(model), this.find(model)?.origin]
    return origin?.kind === 'run' && origin.weights === 'best' ? run?.best?.test : run?.test
  }

  /** A training begins: until it ends, the chosen model stays. */
  begin(): void {
    this.#chosenId = this.chosen?.id
    this.#isChosenSinceStart = false
  }

  /** A training has ended. */
  end(run: string): void {
    if (!this.#isChosenSinceStart && this.find(run) !== undefined) this.#chosenId = run
  }

  find(id: string | undefined): Model | undefined {
    return this.list.find(model => model.id === id)
  }

  queryOf({ id, origin, samples }: Model): ModelQuery {
    return {
      project: this.#needs.project.id,
      model: id,
      ...(origin.kind === 'run' ? { weights: origin.weights } : { data: samples?.settings })
    }
  }

  /** Tests a model from a file on a dataset of the project. */
  test(model: string, dataset: string): void {
    this.#tested = { ...this.#tested, [model]: dataset }
  }

  async load(): Promise<void> {
    const { host, project, attempt, toasts } = this.#needs
    const { id } = project
    const read = await attempt(message('models/load'), () => host.models({ project: id }))
    if (read === undefined || project.id !== id) return
    this.#fromFiles = read.models
    toasts.tell(read.problems)
  }

  /** Asks for a file. Answers with its model. */
  async add(): Promise<Model | undefined> {
    const { host, project, attempt, toasts } = this.#needs
    const added = await attempt(message('models/add'), () => host.addModel({ project: project.id }))
    if (added === undefined) return undefined
    if ('model' in added) {
      this.#fromFiles = [added.model, ...this.#fromFiles]
      return added.model
    }
    for (const { message: text, fix } of added.problems) toasts.show({ tone: 'error', text, detail: fix })
    return undefined
  }

  async remove(model: string): Promise<void> {
    const { host, project, attempt, toasts } = this.#needs
    const { name } = this.find(model) ?? { name: model }
    const done = await attempt(message('models/delete'), async () => {
      await host.deleteModel({ project: project.id, model })
      return true
    })
    if (!done) return
    this.#fromFiles = this.#fromFiles.filter(({ id }) => id !== model)
    toasts.show({
      tone: 'plain',
      text: message('runs/deleted', { name }),
      cause: message('models/restore'),
      action: { label: message('header/undo'), run: () => void this.#restore(model) }
    })
  }

  async #restore(model: string): Promise<void> {
    const { host, project, attempt } = this.#needs
    const done = await attempt(message('models/restore'), async () => {
      await host.restoreModel({ project: project.id, model })
      return true
    })
    if (done) await this.load()
  }

  forget(): void {
    this.#fromFiles = []
    this.#tested = {}
    this.#weights = {}
    this.#chosenId = undefined
    this.#isChosenSinceStart = false
  }
}

function keyOf({ id, origin, samples }: Model): string {
  return JSON.stringify(origin.kind === 'run' ? [id, origin] : [id, samples])
}
