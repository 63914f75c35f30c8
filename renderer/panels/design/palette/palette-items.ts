import { blocks } from '../../../../core/blocks/catalogue.ts'
import { containsBlock } from '../../../../core/document/usages.ts'
import type { Document } from '../../../../core/document/records.ts'
import type { Block, GraphId } from '../../../../core/graph/drawing.ts'
import { layerCatalogue } from '../../../../core/layers/catalogue.ts'
import type { AnyLayer, Family } from '../../../../core/layers/define-layer.ts'
import type { PaletteItem } from '../../../canvas/edits/palette-item.ts'
import { message } from '../../../messages/message.ts'
import { plain, score, wordsOf } from '../../finder/fuzzy.ts'

export interface PaletteGroup {
  readonly id: string
  readonly label: string
  readonly items: readonly PaletteItem[]
}

/** In the order in which a network is drawn, from the data to the loss; small families share a heading. */
const sections = [
  { id: 'data', families: ['data'] },
  { id: 'convolution', families: ['convolution'] },
  { id: 'pooling', families: ['pooling'] },
  { id: 'activation', families: ['activation'] },
  { id: 'normalization', families: ['normalization', 'regularization'] },
  { id: 'dense', families: ['dense', 'shape'] },
  { id: 'merging', families: ['merging'] },
  { id: 'loss', families: ['loss', 'output'] }
] as const satisfies readonly { readonly id: string; readonly families: readonly Family[] }[]

/** A layer as it is, and behind it the presets of its values. */
function layerItems({ type, label, summary, family, presets = [] }: AnyLayer): readonly PaletteItem[] {
  return [
    { id: type, label, summary, family, adds: { type } },
    ...presets.map(({ parameters, ...preset }) => ({ ...preset, family, adds: { type, parameters } }))
  ]
}

function blockItem(block: Block, adds: PaletteItem['adds']): PaletteItem {
  return { id: `block ${block.id}`, label: block.label, summary: block.summary, family: 'block', adds }
}

const layerGroups: readonly PaletteGroup[] = sections.map(({ id, families }) => ({
  id,
  label: message(`palette/${id}`),
  items: families.flatMap((family: Family) =>
    layerCatalogue.filter(layer => layer.family === family).flatMap(layerItems)
  )
}))

const endItems: readonly PaletteItem[] = [
  {
    id: 'blockInput',
    label: message('palette/input'),
    summary: message('palette/inputSummary'),
    family: 'blockEnd',
    adds: { type: 'blockInput' }
  },
  {
    id: 'blockOutput',
    label: message('palette/output'),
    summary: message('palette/outputSummary'),
    family: 'blockEnd',
    adds: { type: 'blockOutput' }
  }
]

/** What can be added to the open graph: a block not to itself, and ports of a block only inside one. */
export function paletteGroups(document: Document, graph: GraphId): readonly PaletteGroup[] {
  const around = Object.values(document.blocks).find(block => block.graph === graph)
  const fits = (id: string): boolean => around === undefined || !containsBlock(document, id, around.id)
  const builtIn = blocks
    .filter(({ block }) => fits(block.id))
    .map(definition => blockItem(document.blocks[definition.block.id] ?? definition.block, { block: definition }))
  const own = Object.values(document.blocks)
    .filter(block => fits(block.id) && !blocks.some(definition => definition.block.id === block.id))
    .map(block => blockItem(block, { block: block.id }))
  return [
    { id: 'ends', label: message('palette/ends'), items: around === undefined ? [] : endItems },
    ...layerGroups,
    { id: 'blocks', label: message('palette/blocks'), items: builtIn },
    { id: 'projectBlocks', label: message('palette/projectBlocks'), items: own }
  ].filter(({ items }) => items.length > 0)
}

/** The items that every typed word meets, in their groups: the best first, and the group with the best one first. */
export function findItems(groups: readonly PaletteGroup[], typed: string): readonly PaletteGroup[] {
  const words = wordsOf(typed)
  if (words.length === 0) return groups
  return groups
    .map(group => {
      const scored = group.items
        .map(item => ({ item, score: scoreOf(item, group, words) }))
        .filter(each => each.score > 0)
        .sort((a, b) => b.score - a.score)
      return { ...group, items: scored.map(({ item }) => item), best: scored[0]?.score ?? 0 }
    })
    .filter(({ items }) => items.length > 0)
    .sort((a, b) => b.best - a.best)
}

/** What it is called counts most, then what it is called elsewhere, where it stands, and what is said of it. */
function scoreOf({ label, id, summary }: PaletteItem, group: PaletteGroup, words: readonly string[]): number {
  const about = plain(summary)
  const scores = words.map(word =>
    Math.max(
      score(word, plain(label)),
      0.8 * score(word, plain(id)),
      0.6 * score(word, plain(group.label)),
      word.length > 3 && about.includes(word) ? 0.1 : 0
    )
  )
  return scores.includes(0) ? 0 : scores.reduce((sum, each) => sum + each, 0)
}
