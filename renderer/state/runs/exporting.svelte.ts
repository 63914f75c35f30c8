import type { Exported } from '../../../core/host/calls/exports.ts'
import { message } from '../../messages/message.ts'
import { undefinedIf, type Attempt } from '../attempt.ts'
import type { Host } from '../host.ts'
import type { Models } from './models.svelte.ts'

interface Needs {
  readonly host: Host
  readonly attempt: Attempt
  readonly models: Models
}

/** What was written, the newest of each format by its id. */
type Results = Readonly<Record<string, Exported>>

/** Writing a model in another format. */
export class Exporting {
  readonly #needs: Needs
  /** By the key of the model: what was proven of weights before a further epoch is not proven of those after. */
  #resultsByKey = $state.raw<Readonly<Record<string, Results>>>({})
  /** The format that is being written and proven now. */
  format = $state<string>()
  /** How much of what was written has been compared with the network; undefined while it is written. */
  progress = $state.raw<{ readonly done: number; readonly total: number }>()

  readonly model = $derived.by(() => this.#needs.models.chosen)
  /** What was written of this model since the project was opened. */
  readonly results = $derived.by<Results>(() => this.#resultsByKey[this.#needs.models.key ?? ''] ?? {})

  constructor(needs: Needs) {
    this.#needs = needs
    // For as long as the window lives.
    needs.host.on('exporting', progress => (this.progress = progress))
  }

  /** `name` is proposed for the file. */
  async write(format: string, name: string): Promise<void> {
    const { host, models, attempt } = this.#needs
    const [model, key] = [this.model, models.key]
    if (model === undefined || key === undefined || this.format !== undefined) return
    this.format = format
    this.progress = undefined
    const result = await attempt(message('export/write'), () =>
      host.exportModel({ ...models.queryOf(model), format, name }).catch(undefinedIf('job/stopped'))
    )
    this.format = undefined
    if (result === undefined) return
    const { [key]: known } = this.#resultsByKey
    this.#resultsByKey = { ...this.#resultsByKey, [key]: { ...known, [format]: result } }
  }

  async stop(): Promise<void> {
    const { host, attempt } = this.#needs
    await attempt(message('progress/cancel'), () => host.stop({ call: 'exportModel' }))
  }

  async showInFolder(path: string): Promise<void> {
    const { host, attempt } = this.#needs
    await attempt(message('export/show'), () => host.showInFolder({ path }))
  }

  forget(): void {
    this.format = undefined
    this.#resultsByKey = {}
  }
}
