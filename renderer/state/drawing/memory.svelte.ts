import type { DatasetSize } from '../../../core/data/dataset.ts'
import type { MachineMemory } from '../../../core/machine-memory.ts'
import { forecastOf, type MemoryFigures, type MemoryParts } from '../../../core/train/memory.ts'
import type { Datasets } from '../data/datasets.svelte.ts'
import type { Facts } from './facts.svelte.ts'
import type { Host } from '../host.ts'
import type { Project } from '../project.svelte.ts'
import { datasetInUse } from '../data/use-dataset.ts'

/** What a training would take of this machine's memory, by the recipe as it is. */
export interface Memory {
  /** Undefined until it is known, and while the network cannot be trained. */
  readonly expected: (MemoryParts & { readonly total: number; readonly batch: number }) | undefined
  /** The largest batch that fits; undefined while the machine has not told its memory. */
  readonly largestBatch: number | undefined
  readonly fits: boolean
  /** Asks for it anew a moment after the last change of what it depends on. What it returns calls that off. */
  follow(): () => void
}

interface Needs {
  readonly host: Host
  readonly project: Project
  readonly facts: Facts
  readonly datasets: Datasets
  machine(): MachineMemory | undefined
}

/** The machine computes it, in a thread of its own: for ResNet-152 that takes 0.1 s. Between two strokes it is not asked. */
const pauseMs = 300
/** Part of what is free is left to others. */
const share = 0.9

export function createMemory({ host, project, facts, datasets, machine }: Needs): Memory {
  let figures = $state.raw<MemoryFigures>()
  const forecast = $derived(figures && forecastOf(figures))
  // One by one, so that a change of the batch or of the epochs computes nothing anew.
  const updates = $derived(project.document.recipe.updates)
  const precision = $derived(project.document.recipe.precision)
  const batch = $derived(project.document.recipe.batchSize)
  const dataset = $derived(datasets.aboutOf(datasetInUse(project.document) ?? ''))
  const canTrain = $derived(
    facts.errors.length === 0 &&
      facts.training.every(({ severity, code }) => severity !== 'error' || code === 'train/no-pictures')
  )
  const expected = $derived(forecast && { ...forecast.at(batch), batch })
  const largestBatch = $derived.by(() => {
    const memory = machine()
    return memory && forecast?.largestBatch(memory.available * share)
  })
  return {
    get expected() {
      return expected
    },
    get largestBatch() {
      return largestBatch
    },
    get fits() {
      return largestBatch === undefined || batch <= largestBatch
    },
    follow() {
      if (!project.isOpen || !canTrain) {
        figures = undefined
        return () => undefined
      }
      // What else is in the document, as where a layer stands or how many epochs are trained, changes nothing here.
      void [facts.network, updates, precision]
      const [known, size] = [datasets.facts, dataset && sizeOf(dataset)]
      let isAsked = true
      const ask = async (): Promise<void> => {
        // One that cannot be had is not shown: nobody asked for it, so nobody is told why.
        const told = await host.memoryFigures(JSON.stringify(project.document), known, size).catch(() => undefined)
        if (isAsked) figures = told
      }
      const timer = setTimeout(() => void ask(), pauseMs)
      return () => {
        isAsked = false
        clearTimeout(timer)
      }
    }
  }
}

function sizeOf({ count, height, width, channels }: DatasetSize): DatasetSize {
  return { count, height, width, channels }
}
