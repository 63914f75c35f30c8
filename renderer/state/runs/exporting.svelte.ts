import type { Exported } from '../../../core/host/exports.ts'
import { message } from '../../messages/message.ts'
import type { Attempt } from '../attempt.ts'
import type { Host } from '../host.ts'
import type { Project } from '../project.svelte.ts'
import type { Runs } from './runs.svelte.ts'

interface Needs {
  readonly host: Host
  readonly project: Project
  readonly attempt: Attempt
  readonly runs: Runs
}

/** What was written, the newest of each format by its id. */
type Results = Readonly<Record<string, Exported>>

/** Writing a trained network in another format. */
export class Exporting {
  readonly #needs: Needs
  #chosenId = $state<string>()
  #resultsByRun = $state.raw<Readonly<Record<string, Results>>>({})
  /** The format that is being written and proven now. */
  format = $state<string>()

  readonly run = $derived.by(() => {
    const { trained } = this.#needs.runs
    return trained.find(record => record.id === this.#chosenId) ?? trained[0]
  })
  /** What was written of this run since the project was opened. */
  readonly results = $derived<Results>((this.run && this.#resultsByRun[this.run.id]) ?? {})

  constructor(needs: Needs) {
    this.#needs = needs
  }

  choose(run: string): void {
    this.#chosenId = run
  }

  async write(format: string): Promise<void> {
    const { host, project, attempt } = this.#needs
    const { run } = this
    if (run === undefined || this.format !== undefined) return
    this.format = format
    const result = await attempt(message('export/write'), () =>
      host.exportModel({ project: project.id, model: run.id, format })
    )
    this.format = undefined
    if (result === undefined) return
    this.#resultsByRun = { ...this.#resultsByRun, [run.id]: { ...this.#resultsByRun[run.id], [format]: result } }
  }

  async showInFolder(path: string): Promise<void> {
    const { host, attempt } = this.#needs
    await attempt(message('export/show'), () => host.showInFolder({ path }))
  }

  forget(): void {
    this.#chosenId = undefined
    this.format = undefined
    this.#resultsByRun = {}
  }
}
