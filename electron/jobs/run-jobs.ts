import type { Problem } from '../../core/problem.ts'
import type { RunRecord, TrainingFrame } from '../../core/train/run.ts'
import type { GeneratedSamples } from '../../core/train/samples.ts'
import { listModels } from '../storage/models/models.ts'
import * as runs from '../storage/runs/runs.ts'

interface ListInput {
  readonly project: string
  /** Those that wait or train in this program. */
  readonly live: readonly string[]
}

/** A project's runs, the newest first. Long curves take their time to read, so the main thread does not. */
export async function listRuns({
  project,
  live
}: ListInput): Promise<{ readonly runs: readonly RunRecord[]; readonly problems: readonly Problem[] }> {
  return await runs.listRuns(project, run => live.includes(run))
}

/** Which run is meant: the project's folder and the run's id. */
interface RunInput {
  readonly project: string
  readonly run: string
}

export async function frames({ project, run }: RunInput): Promise<readonly TrainingFrame[]> {
  return await runs.readFrames(project, run)
}

export async function generatedSamples({ project, run }: RunInput): Promise<GeneratedSamples | undefined> {
  return await runs.readGeneratedSamples(project, run)
}

export async function models({ project }: { readonly project: string }): ReturnType<typeof listModels> {
  return await listModels(project)
}
