import type { Document } from '../../../../core/document/records.ts'
import type { GraphId, GraphNode, NodeId } from '../../../../core/graph/drawing.ts'
import { graphOf } from '../../../../core/graph/graph.ts'
import type { Network } from '../../../../core/network/network.ts'
import { plain } from '../../finder/fuzzy.ts'
import { layerIndex } from '../../finder/layer-index.ts'

/** A line of the outline: a node where it stands, once for each route of blocks that leads to it. */
export interface OutlineRow {
  /** The ids on the route down to it, and its own: `n4/n2`. */
  readonly key: string
  readonly node: GraphNode
  readonly graph: GraphId
  readonly path: readonly NodeId[]
  /** From 1, as `aria-level` counts. */
  readonly level: number
  /** Among the nodes of its graph, from 1. */
  readonly position: number
  readonly count: number
  readonly isBlock: boolean
  readonly isOpen: boolean
}

/** The rows that are seen while these blocks are open, in the order in which data flow. */
export function outlineRows(document: Document, open: ReadonlySet<string>): readonly OutlineRow[] {
  const rows: OutlineRow[] = []
  addRows(rows, { document, open }, document.root, [])
  return rows
}

interface Tree {
  readonly document: Document
  readonly open: ReadonlySet<string>
}

function addRows(rows: OutlineRow[], tree: Tree, graph: GraphId, path: readonly NodeId[]): void {
  const { order } = graphOf(tree.document, graph)
  for (const [index, node] of order.entries()) {
    const inside = tree.document.blocks[node.block ?? '']?.graph
    const route = [...path, node.id]
    const key = route.join('/')
    const isOpen = inside !== undefined && tree.open.has(key)
    rows.push({
      ...{ key, node, graph, path, isOpen },
      level: path.length + 1,
      position: index + 1,
      count: order.length,
      isBlock: inside !== undefined
    })
    if (isOpen) addRows(rows, tree, inside, route)
  }
}

/** The rows that must be open for this one to be seen. */
export function keysAround(path: readonly NodeId[]): readonly string[] {
  return path.map((_, depth) => path.slice(0, depth + 1).join('/'))
}

/** One flat list of the layers that meet all the words, each with the route to it. */
export function foundRows(document: Document, network: Network, words: readonly string[]): readonly OutlineRow[] {
  const meant = layerIndex(document, network).filter(({ found }) =>
    words.every(word => found.some(text => text.includes(plain(word))))
  )
  return meant.map(({ node, path }, index) => ({
    key: [...path, node.id].join('/'),
    ...{ node, path, graph: node.graph, level: 1, position: index + 1, count: meant.length },
    isBlock: false,
    isOpen: false
  }))
}

const outlineKeys = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown'] as const
export type OutlineKey = (typeof outlineKeys)[number]

export function isOutlineKey(key: string): key is OutlineKey {
  return outlineKeys.some(each => each === key)
}

/** What a key does in a tree: goes to a row, or opens or closes the one that it is on. */
export type OutlineMove =
  { readonly kind: 'go'; readonly to: number } | { readonly kind: 'toggle'; readonly key: string } | undefined

export function moveInOutline(rows: readonly OutlineRow[], at: number, key: OutlineKey, page: number): OutlineMove {
  const row = rows[at]
  const go = (to: number): OutlineMove => ({ kind: 'go', to: Math.min(rows.length - 1, Math.max(0, to)) })
  switch (key) {
    case 'ArrowDown':
      return go(at + 1)
    case 'ArrowUp':
      return go(at - 1)
    case 'PageDown':
      return go(at + page)
    case 'PageUp':
      return go(at - page)
    case 'Home':
      return go(0)
    case 'End':
      return go(rows.length - 1)
    case 'ArrowRight':
      if (row?.isBlock !== true) return undefined
      return row.isOpen ? go(at + 1) : { kind: 'toggle', key: row.key }
    case 'ArrowLeft': {
      if (row?.isOpen === true) return { kind: 'toggle', key: row.key }
      const around = row?.path.join('/')
      const parent = rows.findIndex(other => other.key === around)
      return parent === -1 ? undefined : go(parent)
    }
  }
}
