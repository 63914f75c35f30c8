import type { DatasetSettings } from '../../../core/data/dataset.ts'
import type { Draft } from '../../../core/document/draft.ts'
import type { Document } from '../../../core/document/records.ts'
import type { GraphNode } from '../../../core/graph/drawing.ts'

function dataNodes({ nodes, root }: Document): readonly GraphNode[] {
  return Object.values(nodes).filter(node => node.type === 'data' && node.graph === root)
}

/** The dataset that feeds the network, or undefined where none does. */
export function datasetInUse(document: Document): string | undefined {
  const given = dataNodes(document)
    .map(node => node.parameters['dataset'])
    .find(dataset => typeof dataset === 'string' && dataset !== '')
  return typeof given === 'string' ? given : undefined
}

export function canUseDataset(document: Document): boolean {
  return dataNodes(document).length > 0
}

/** Points the network's data nodes at the dataset. Their sizes stay: an image of another size is fitted. */
export function useDataset(draft: Draft, { id, channels }: DatasetSettings): void {
  for (const node of dataNodes(draft.document)) draft.setParameters(node.id, { dataset: id, channels })
}
