import { datasetFacts, type DatasetAbout, type DatasetSettings, packingKey } from '../../../core/data/dataset.ts'
import type { ImportOffer } from '../../../core/data/sources/import-offer.ts'
import { isEqual } from '../../../core/document/equal.ts'
import { canUseDataset, useDataset } from '../../../core/document/use-dataset.ts'
import type { HostEvents } from '../../../core/host/host.ts'
import type { Imported } from '../../../core/host/calls/datasets.ts'
import type { Cancelable } from '../../../core/host/host-error.ts'
import { message } from '../../messages/message.ts'
import { undefinedIf, type Attempt } from '../attempt.ts'
import type { Host } from '../host.ts'
import type { Project } from '../project.svelte.ts'
import type { Toasts } from '../toasts.svelte.ts'

export interface ImportProgress {
  /** Undefined until the first file was read. */
  readonly progress: HostEvents['importing'] | undefined
}

interface Needs {
  readonly host: Host
  readonly project: Project
  readonly attempt: Attempt
  readonly toasts: Toasts
}

/** What is known of a packed dataset, and the packing that it is of. */
interface Known {
  readonly key: string
  readonly about: DatasetAbout
}

/** The project's datasets as far as they are packed, and what is being imported. */
export class Datasets {
  readonly #needs: Needs
  #abouts = $state.raw<Readonly<Record<string, Known>>>({})
  #packing = $state.raw<ReadonlySet<string>>(new Set())
  /** The packings that the person has stopped, by dataset. */
  #stopped = $state.raw<Readonly<Record<string, string | undefined>>>({})
  #offers = $state.raw<readonly ImportOffer[]>([])
  #selected = $state<string>()
  importing = $state.raw<ImportProgress>()
  /** How far the machine is with what it packs. */
  #progress = $state.raw<HostEvents['importing']>()
  /** What each dataset was described with last, so that only a change of it asks again. */
  readonly #described = new Map<string, string>()

  // By itself, so that an edit of something else leaves all that follows as it is.
  readonly #records = $derived.by(() => {
    const { project } = this.#needs
    return project.isOpen ? project.document.datasets : undefined
  })
  readonly list = $derived(Object.values(this.#records ?? {}))
  readonly selected = $derived(this.list.find(({ id }) => id === this.#selected) ?? this.list[0])
  /** What the network needs to know of each. What was packed at another size says nothing of the one that is wanted now. */
  readonly facts = $derived.by(() => {
    const current = this.list.flatMap(settings => {
      const known = this.#abouts[settings.id]
      return known?.key === packingKey(settings) ? [[settings.id, known.about] as const] : []
    })
    return datasetFacts(this.#records ?? {}, Object.fromEntries(current))
  })
  /** What can be brought in; without what comes with the program and is there. */
  readonly offers = $derived(
    this.#offers.filter(({ source }) => !this.list.some(each => source && isEqual(each.source, source)))
  )

  constructor(needs: Needs) {
    this.#needs = needs
    // For as long as the window lives.
    needs.host.on('importing', progress => {
      this.#progress = progress
      if (this.importing !== undefined) this.importing = { progress }
    })
  }

  aboutOf(id: string): DatasetAbout | undefined {
    return this.#abouts[id]?.about
  }

  isPacking(id: string): boolean {
    return this.#packing.has(id)
  }

  /** Whether the person stopped its packing, as it is to be packed now. */
  isStopped(settings: DatasetSettings): boolean {
    return this.#stopped[settings.id] === packingKey(settings)
  }

  /** From 0 to 1; undefined while it is not known. */
  packingShare({ name }: DatasetSettings): number | undefined {
    const progress = this.#progress
    return progress?.name === name && progress.total ? progress.done / progress.total : undefined
  }

  select(id: string): void {
    this.#selected = id
  }

  /** The offer that a dataset was made of. */
  offerOf({ source }: DatasetSettings): ImportOffer | undefined {
    const isOf = (offer: ImportOffer) => (offer.source ? isEqual(offer.source, source) : offer.id === source.kind)
    return this.#offers.find(isOf)
  }

  async loadOffers(): Promise<void> {
    const { attempt, host } = this.#needs
    this.#offers = (await attempt(message('data/offers'), () => host.importOffers())) ?? this.#offers
  }

  async take({ id }: ImportOffer): Promise<void> {
    const { host, project } = this.#needs
    await this.#bringIn(() => host.importOffer({ project: project.id, offer: id }))
  }

  async importDropped(paths: readonly string[]): Promise<void> {
    const { host, project } = this.#needs
    await this.#bringIn(() => host.importDropped({ project: project.id, paths }))
  }

  async cancelImport(): Promise<void> {
    const { attempt, host } = this.#needs
    await attempt(message('data/cancelImport'), async () => {
      await host.stop({ call: 'importOffer' })
      await host.stop({ call: 'importDropped' })
    })
  }

  async cancelPacking(): Promise<void> {
    const { attempt, host } = this.#needs
    await attempt(message('data/cancelPacking'), () => host.stop({ call: 'describeDataset' }))
  }

  /** Asks the machine for what is not known yet, or was packed in another size; not for what the person has stopped. */
  describeAll(): void {
    for (const settings of this.list) if (!this.isStopped(settings)) void this.describe(settings)
  }

  forget(): void {
    this.#abouts = {}
    this.#packing = new Set()
    this.#stopped = {}
    this.#selected = undefined
    this.#described.clear()
  }

  async describe(settings: DatasetSettings): Promise<void> {
    const { attempt, host, project } = this.#needs
    const { id, name } = settings
    const key = packingKey(settings)
    if (this.#described.get(id) === key) return
    this.#described.set(id, key)
    this.#packing = new Set([...this.#packing, id])
    this.#stopped = { ...this.#stopped, [id]: undefined }
    this.#progress = undefined
    const about = await attempt(message('data/describe', { name }), () =>
      host
        .describeDataset({ project: project.id, settings })
        .catch((error: unknown): 'stopped' => undefinedIf('job/stopped')(error) ?? 'stopped')
    )
    if (this.#described.get(id) !== key) return
    this.#packing = new Set([...this.#packing].filter(each => each !== id))
    if (about === 'stopped') this.#stopped = { ...this.#stopped, [id]: key }
    if (about === undefined || about === 'stopped') this.#described.delete(id)
    else this.#abouts = { ...this.#abouts, [id]: { key, about } }
  }

  async #bringIn(load: () => Promise<Cancelable<Imported>>): Promise<void> {
    this.importing = { progress: undefined }
    try {
      const imported = await this.#needs.attempt(message('data/import'), () => load().catch(undefinedIf('job/stopped')))
      if (imported !== undefined) this.#add(imported)
    } finally {
      this.importing = undefined
    }
  }

  #add({ settings, about, recognized }: Imported): void {
    const { project, toasts } = this.#needs
    const { id, name } = settings
    const key = packingKey(settings)
    this.#described.set(id, key)
    this.#abouts = { ...this.#abouts, [id]: { key, about } }
    project.edit(message('data/importNamed', { name }), draft => draft.setDataset(settings))
    this.#selected = id
    const use = {
      label: message('data/useIt'),
      run: () => void project.edit(message('data/useStep', { name }), draft => useDataset(draft, settings))
    }
    toasts.show({
      tone: 'good',
      place: 'data',
      text: message('data/imported', { name, count: about.count }),
      detail: message('data/recognized', recognized),
      action: canUseDataset(project.document) ? use : undefined
    })
  }
}
