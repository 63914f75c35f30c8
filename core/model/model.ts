import type { DatasetSettings } from '../data/dataset.ts'
import type { Document } from '../document/records.ts'
import { edit } from '../document/edit.ts'
import { layerOf } from '../layers/catalogue.ts'
import { readsDataset } from '../layers/define-layer.ts'
import { type FieldFacts } from '../data/fields/catalogue.ts'
import { type Datasets, inferNetwork } from '../network/infer.ts'
import type { Network } from '../network/network.ts'

/** A run keeps its last weights, and those of the epoch that did best. */
export const runWeights = ['best', 'last'] as const
export type RunWeights = (typeof runWeights)[number]

/** Where a model's weights come from. */
export type ModelOrigin =
  | {
      readonly kind: 'run'
      /** That the weights have learned for. */
      readonly epochs: number
      readonly weights: RunWeights
    }
  /** The name of the file, and the id of its format. */
  | { readonly kind: 'file'; readonly file: string; readonly format: string }

/** The samples that a model is evaluated on. */
export interface ModelSamples {
  readonly settings: DatasetSettings
  /** The fingerprint of the rows that it was trained on; absent where it was not trained on these. */
  readonly fingerprint?: string
}

/** A network with weights, whatever they come from. The weights lie in a file beside it, by their keys. */
export interface Model {
  readonly id: string
  readonly name: string
  /** ISO 8601. */
  readonly made: string
  readonly origin: ModelOrigin
  /** The drawing, with its block definitions, that the weights belong to. */
  readonly document: Document
  /** What its data nodes read: its signature. */
  readonly datasets: Datasets
  /** Absent for a model from a file, until a dataset is chosen for it. */
  readonly samples?: ModelSamples
}

/** What is known of the data that a model reads: of its first data node. */
export function fieldsOf(
  { document, datasets }: Pick<Model, 'document' | 'datasets'>,
  network: Pick<Network, 'layers'> = inferNetwork(document, datasets)
): readonly FieldFacts[] {
  const reader = network.layers.find(({ layer }) => readsDataset(layer))
  return reader?.layer.fields?.(reader.parameters, dataset => datasets[dataset]) ?? []
}

/** The model with its data nodes reading another dataset, of which `facts` are known. */
export function onSamples(model: Model, settings: DatasetSettings, facts: Datasets[string]): Model {
  const { document } = edit(
    model.document,
    'Evaluate on a dataset',
    draft => {
      for (const { id, type } of Object.values(model.document.nodes)) {
        const layer = layerOf(type)
        if (layer !== undefined && readsDataset(layer)) draft.setParameters(id, { dataset: settings.id })
      }
    },
    layerOf
  )
  return { ...model, document, datasets: { [settings.id]: facts }, samples: { settings } }
}
