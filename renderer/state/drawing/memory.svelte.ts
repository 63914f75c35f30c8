import { untrack } from 'svelte'
import type { MachineMemory } from '../../../core/machine-memory.ts'
import { forecastMemory, type MemoryForecast, type MemoryParts } from '../../../core/train/memory.ts'
import type { Datasets } from '../data/datasets.svelte.ts'
import type { Facts } from './facts.svelte.ts'
import type { Project } from '../project.svelte.ts'
import { datasetInUse } from '../data/use-dataset.ts'

/** What a training would take of this machine's memory, by the recipe as it is. */
export interface Memory {
  /** Undefined until it is computed, and while the network cannot be trained. */
  readonly expected: (MemoryParts & { readonly total: number; readonly batch: number }) | undefined
  /** The largest batch that fits; undefined while the machine has not told its memory. */
  readonly largestBatch: number | undefined
  readonly fits: boolean
  /** Computes it anew a moment after the last change of what it depends on. What it returns calls that off. */
  follow(): () => void
}

interface Needs {
  readonly project: Project
  readonly facts: Facts
  readonly datasets: Datasets
  machine(): MachineMemory | undefined
}

/** Long enough that it never runs between two strokes: for ResNet-152 it takes 0.1 s. */
const pauseMs = 300
/** Part of what is free is left to others. */
const share = 0.9

export function createMemory({ project, facts, datasets, machine }: Needs): Memory {
  let forecast = $state.raw<MemoryForecast>()
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
        forecast = undefined
        return () => undefined
      }
      // Read without being followed: what else is in the recipe changes nothing here.
      const recipe = { ...untrack(() => project.document.recipe), updates, ...(precision && { precision }) }
      const question = { network: facts.network, datasets: datasets.facts, recipe, dataset }
      const timer = setTimeout(() => {
        forecast = forecastMemory(question)
      }, pauseMs)
      return () => clearTimeout(timer)
    }
  }
}
