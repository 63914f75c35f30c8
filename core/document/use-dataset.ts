import type { DatasetSettings } from '../data/dataset.ts'
import type { GraphNode } from '../graph/drawing.ts'
import type { Draft } from './draft.ts'
import type { Document } from './records.ts'

function dataNodes({ nodes, root }: Document): readonly GraphNode[] {
  return Object.values(nodes).filter(node => node.type === 'data' && node.graph === root)
}

const datasetOf = ({ parameters }: GraphNode) => (parameters['dataset'] === '' ? undefined : parameters['dataset'])

/** The dataset that feeds the network, or undefined where none does. */
export function datasetInUse(document: Document): string | undefined {
  const given = dataNodes(document).map(datasetOf).find(Boolean)
  return typeof given === 'string' ? given : undefined
}

export function canUseDataset(document: Document): boolean {
  return dataNodes(document).length > 0
}

/**
 * Lets the network's data nodes take the dataset: all of them, or those alone that have none. Their sizes stay: an image of
 * another size is fitted, and keeps the mean of what it loses. An edge from a field that the dataset lacks stays too, as a problem with a mend.
 */
export function useDataset(draft: Draft, { id, channels }: DatasetSettings, which: 'all' | 'bare' = 'all'): void {
  for (const node of dataNodes(draft.document)) {
    if (which === 'bare' && datasetOf(node) !== undefined) continue
    draft.setParameters(node.id, { dataset: id, channels, antialias: true })
  }
}
