import { datasetFacts, type DatasetAbout, type DatasetSettings, packingKey } from '../../../core/data/dataset.ts'
import type { HostEvents } from '../../../core/host/host.ts'
import type { Imported } from '../../../core/host/datasets.ts'
import type { Datasets as DatasetFactsById } from '../../../core/network/infer.ts'
import { message } from '../../messages/message.ts'
import type { Attempt } from '../attempt.ts'
import { isHostError, type Host } from '../host.ts'
import type { Project } from '../project.svelte.ts'
import type { Toasts } from '../toasts.svelte.ts'
import { canUseDataset, useDataset } from './use-dataset.ts'

export interface ImportProgress {
  /** Undefined until the first file was read. */
  readonly progress: HostEvents['importing'] | undefined
}

/** The project's datasets as far as they are packed, and what is being imported. */
export interface Datasets {
  readonly list: readonly DatasetSettings[]
  readonly selected: DatasetSettings | undefined
  readonly importing: ImportProgress | undefined
  /** What the network needs to know of each. */
  readonly facts: DatasetFactsById
  aboutOf(id: string): DatasetAbout | undefined
  isPacking(id: string): boolean
  select(id: string): void
  choose(kind: 'idx' | 'folder'): Promise<void>
  /** Brings in a dataset that comes with the program. */
  add(settings: DatasetSettings): void
  importDropped(paths: readonly string[]): Promise<void>
  cancelImport(): Promise<void>
  /** Asks the machine for what is not known yet, or was packed in another size. */
  describeAll(): void
  forget(): void
}

interface Needs {
  readonly host: Host
  readonly project: Project
  readonly attempt: Attempt
  readonly toasts: Toasts
}

export function createDatasets({ host, project, attempt, toasts }: Needs): Datasets {
  /** By id, with the key of the packing that each is of. */
  let abouts = $state.raw<Readonly<Record<string, { readonly key: string; readonly about: DatasetAbout }>>>({})
  let packing = $state.raw<ReadonlySet<string>>(new Set())
  let importing = $state.raw<ImportProgress>()
  let selectedId = $state<string>()
  /** What each dataset was described with last, so that only a change of it asks again. */
  const described = new Map<string, string>()

  // By itself, so that an edit of something else leaves all that follows as it is.
  const records = $derived(project.isOpen ? project.document.datasets : undefined)
  const list = $derived(Object.values(records ?? {}))
  const selected = $derived(list.find(settings => settings.id === selectedId) ?? list[0])
  // What was packed at another size says nothing of the one that is wanted now.
  const current = $derived(
    Object.fromEntries(
      list.flatMap(settings => {
        const known = abouts[settings.id]
        return known?.key === packingKey(settings) ? [[settings.id, known.about]] : []
      })
    )
  )
  const facts = $derived(datasetFacts(records ?? {}, current))

  // For as long as the window lives.
  host.on('importing', progress => {
    if (importing !== undefined) importing = { progress }
  })

  async function describe(settings: DatasetSettings): Promise<void> {
    const key = packingKey(settings)
    if (described.get(settings.id) === key) return
    described.set(settings.id, key)
    packing = new Set([...packing, settings.id])
    const about = await attempt(message('data/describe', { name: settings.name }), () =>
      host.describeDataset({ project: project.id, settings })
    )
    if (described.get(settings.id) !== key) return
    packing = new Set([...packing].filter(id => id !== settings.id))
    if (about === undefined) described.delete(settings.id)
    else abouts = { ...abouts, [settings.id]: { key, about } }
  }

  async function bringIn(load: () => Promise<Imported | undefined>): Promise<void> {
    importing = { progress: undefined }
    try {
      const imported = await attempt(message('data/import'), () => load().catch(undefinedIfStopped))
      if (imported === undefined) return
      const { settings, about } = imported
      const key = packingKey(settings)
      described.set(settings.id, key)
      abouts = { ...abouts, [settings.id]: { key, about } }
      project.edit(message('data/importNamed', { name: settings.name }), draft => draft.setDataset(settings))
      selectedId = settings.id
      const { name } = settings
      const use = {
        label: message('data/useIt'),
        run: () => void project.edit(message('data/useStep', { name }), draft => useDataset(draft, settings))
      }
      toasts.show({
        tone: 'good',
        text: message('data/imported', { name, count: about.count }),
        action: canUseDataset(project.document) ? use : undefined
      })
    } finally {
      importing = undefined
    }
  }

  return {
    get list() {
      return list
    },
    get selected() {
      return selected
    },
    get importing() {
      return importing
    },
    get facts() {
      return facts
    },
    aboutOf: id => abouts[id]?.about,
    isPacking: id => packing.has(id),
    select(id) {
      selectedId = id
    },
    add(settings) {
      const { name } = settings
      project.edit(message('data/importNamed', { name }), draft => draft.setDataset(settings))
      selectedId = settings.id
      void describe(settings)
    },
    choose: kind => bringIn(() => host.chooseDataset({ project: project.id, kind })),
    importDropped: paths => bringIn(() => host.importDropped({ project: project.id, paths })),
    async cancelImport() {
      await attempt(message('data/cancelImport'), () => host.stopImport({ project: project.id }))
    },
    describeAll() {
      for (const settings of list) void describe(settings)
    },
    forget() {
      abouts = {}
      packing = new Set()
      selectedId = undefined
      described.clear()
    }
  }
}

/** That the person stopped it is no failure. */
function undefinedIfStopped(error: unknown): undefined {
  if (isHostError(error) && error.code === 'dataset/stopped') return undefined
  throw error
}
