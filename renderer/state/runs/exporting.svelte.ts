import type { Exported, ExportFormat } from '../../../core/host.ts'
import type { RunRecord } from '../../../core/train/run.ts'
import { message } from '../../messages/message.ts'
import type { Attempt } from '../attempt.ts'
import type { Host } from '../host.ts'
import type { Project } from '../project.svelte.ts'
import type { Runs } from './runs.svelte.ts'

/** Writing a trained network in another format. */
export interface Exporting {
  readonly run: RunRecord | undefined
  /** What is being written and proven now. */
  readonly format: ExportFormat | undefined
  /** What was written of this run since the project was opened, the newest of each format. */
  readonly results: Readonly<Partial<Record<ExportFormat, Exported>>>
  choose(run: string): void
  write(format: ExportFormat): Promise<void>
  showInFolder(path: string): Promise<void>
  forget(): void
}

interface Needs {
  readonly host: Host
  readonly project: Project
  readonly attempt: Attempt
  readonly runs: Runs
}

export function createExporting({ host, project, attempt, runs }: Needs): Exporting {
  let chosenId = $state<string>()
  let format = $state<ExportFormat>()
  let resultsByRun = $state.raw<Readonly<Record<string, Exporting['results']>>>({})
  const run = $derived(runs.trained.find(record => record.id === chosenId) ?? runs.trained[0])

  return {
    get run() {
      return run
    },
    get format() {
      return format
    },
    get results() {
      return (run && resultsByRun[run.id]) ?? {}
    },
    choose(next) {
      chosenId = next
    },
    async write(wanted) {
      const exported = run
      if (exported === undefined || format !== undefined) return
      format = wanted
      const result = await attempt(message('export/write'), () => host.exportRun(project.id, exported.id, wanted))
      format = undefined
      if (result === undefined) return
      resultsByRun = { ...resultsByRun, [exported.id]: { ...resultsByRun[exported.id], [wanted]: result } }
    },
    async showInFolder(path) {
      await attempt(message('export/show'), () => host.showInFolder(path))
    },
    forget() {
      chosenId = undefined
      format = undefined
      resultsByRun = {}
    }
  }
}
