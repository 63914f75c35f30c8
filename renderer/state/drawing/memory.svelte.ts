import type { DatasetTable } from '../../../core/data/dataset.ts'
import type { TrainingMemory } from '../../../core/host/calls/training.ts'
import { forecastOf, type MemoryParts } from '../../../core/train/memory/memory.ts'
import { memoryProblems } from '../../../core/train/memory/memory-problems.ts'
import type { Datasets } from '../data/datasets.svelte.ts'
import type { Facts } from './facts.svelte.ts'
import type { Host } from '../host.ts'
import type { Project } from '../project.svelte.ts'
import { datasetInUse } from '../../../core/document/use-dataset.ts'

interface Needs {
  readonly host: Host
  readonly project: Project
  readonly facts: Facts
  readonly datasets: Datasets
}

/** The machine computes it, in a thread of its own: for ResNet-152 that takes 0.1 s. Between two strokes it is not asked. */
const pauseMs = 300

/** What a training would take of this machine's memory, by the recipe as it is. */
export class Memory {
  readonly #needs: Needs
  #told = $state.raw<TrainingMemory>()
  readonly #forecast = $derived(this.#told && forecastOf(this.#told.basis))
  // One by one, so that a change of the batch or of the epochs computes nothing anew.
  readonly #updates = $derived.by(() => this.#needs.project.document.recipe.updates)
  readonly #precision = $derived.by(() => this.#needs.project.document.recipe.precision)
  readonly #batch = $derived.by(() => this.#needs.project.document.recipe.batchSize)
  readonly #dataset = $derived.by(() => {
    const { project, datasets } = this.#needs
    return datasets.aboutOf(datasetInUse(project.document) ?? '')
  })
  readonly #canTrain = $derived.by(() => {
    const { facts } = this.#needs
    return (
      facts.errors.length === 0 &&
      facts.training.every(({ severity, code }) => severity !== 'error' || code === 'train/no-images')
    )
  })
  /**
   * What the figures follow from; undefined while there is nothing to train. What else is in the document, as where a
   * layer stands or how many epochs are trained, changes nothing here.
   */
  readonly #question = $derived.by(() => {
    const { project, facts, datasets } = this.#needs
    if (!project.isOpen || !this.#canTrain) return undefined
    return {
      network: facts.network,
      updates: this.#updates,
      precision: this.#precision,
      datasets: datasets.facts,
      size: this.#dataset && tableOf(this.#dataset)
    }
  })

  /** Undefined until it is known, and while the network cannot be trained. */
  readonly expected = $derived<(MemoryParts & { readonly total: number; readonly batch: number }) | undefined>(
    this.#forecast && { ...this.#forecast.at(this.#batch), batch: this.#batch }
  )
  /** The largest batch that fits; undefined until it is known. */
  readonly largestBatch = $derived(this.#told && this.#forecast?.largestBatch(this.#told.usable))
  /** What keeps the network from training here. */
  readonly problems = $derived(
    this.#told && this.#forecast ? memoryProblems(this.#forecast, this.#batch, this.#told.usable) : []
  )

  constructor(needs: Needs) {
    this.#needs = needs
  }

  get fits(): boolean {
    return this.problems.length === 0
  }

  /** Asks for it anew a moment after the last change of what it depends on. What it returns calls that off. */
  follow(): () => void {
    const question = this.#question
    if (question === undefined) {
      this.#told = undefined
      return () => undefined
    }
    const { host, project } = this.#needs
    const ask = async (): Promise<void> => {
      const document = JSON.stringify(project.document)
      // One that cannot be had is not shown: nobody asked for it, so nobody is told why.
      const { datasets, size: dataset } = question
      const told = await host.trainingMemory({ document, datasets, dataset }).catch(() => undefined)
      if (this.#question === question) this.#told = told
    }
    const timer = setTimeout(() => void ask(), pauseMs)
    return () => clearTimeout(timer)
  }
}

function tableOf({ count, fields }: DatasetTable): DatasetTable {
  return { count, fields }
}
