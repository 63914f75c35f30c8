import type { BlockId, Edge, GraphId, GraphNode, NodeId, ParameterValue } from '../../../graph/drawing.ts'
import { graphOf } from '../../../graph/graph.ts'
import { namesIn as namesKnown } from '../../../graph/scope-names.ts'
import { substitute, type Substitution } from '../../../graph/substitute.ts'
import { layerOf } from '../../../layers/catalogue.ts'
import type { Problem } from '../../../problem.ts'
import type { Draft } from '../../draft.ts'
import { freshIds } from '../../fresh-ids.ts'
import type { Document } from '../../records.ts'
import { containsBlock } from '../../usages.ts'
import { blockText } from '../block-text.ts'
import { addDefinition, definitionOf, freeHeader } from './copy-definition.ts'
import { blocksUsedBy, copied } from './fragment.ts'
import { rewriteNode } from '../node-expressions.ts'
import { intoItself } from '../problems.ts'

/** What pasting brought: the new id of each node and note, by the id that it has in the fragment. */
export interface Pasted {
  readonly nodes: ReadonlyMap<NodeId, NodeId>
  readonly notes: ReadonlyMap<string, string>
  /** Definitions that came along under another name, because one of theirs was there and said something else. */
  readonly renamed: readonly BlockId[]
}

/** Why the fragment can not go into this graph, or undefined when it can: a block must not come to stand inside itself. */
export function pasteProblem(document: Document, fragment: Document, graph: GraphId): Problem | undefined {
  const around = Object.values(document.blocks).find(block => block.graph === graph)
  if (around === undefined) return undefined
  for (const id of usedBy(fragment)) {
    const same = sameBlock(document, fragment, id)
    if (same !== undefined && containsBlock(document, same, around.id)) {
      const inner = document.blocks[same]?.label ?? same
      return intoItself({ path: around.label }, { label: around.label, inner })
    }
  }
  return undefined
}

/** Adds a copy of the fragment to the graph, with the definitions that it needs. Ask `pasteProblem` first. */
export function paste(draft: Draft, fragment: Document, graph: GraphId): Pasted {
  const { blocks, renamed } = adoptBlocks(draft, fragment)
  const { document } = draft
  const fresh = freshIds(document)
  const source = graphOf(fragment, copied)
  // The ends of a block have no place in the root graph.
  const members = [...source.nodes.values()].filter(({ type }) => graph !== document.root || !isEnd(type))
  const nodes = new Map(members.map(({ id }) => [id, fresh('n')]))
  const own = (node: NodeId): NodeId => nodes.get(node) ?? node
  const names = namesMissing(document, fragment, graph)
  draft.insert(graph, {
    nodes: members.map(node => ({
      ...localized(document, node, names),
      id: own(node.id),
      ...(node.block === undefined ? {} : { block: blocks.get(node.block) ?? node.block }),
      ...(node.weightsOf === undefined ? {} : { weightsOf: own(node.weightsOf) })
    })),
    edges: source.edges
      .filter(({ from, to }) => nodes.has(from.node) && nodes.has(to.node))
      .map((edge): Edge => ({
        ...edge,
        id: fresh('e'),
        from: { ...edge.from, node: own(edge.from.node) },
        to: { ...edge.to, node: own(edge.to.node) }
      }))
  })
  const notes = Object.values(fragment.notes).filter(note => note.graph === copied)
  return { nodes, notes: new Map(notes.map(({ id, ...note }) => [id, draft.addNote({ ...note, graph })])), renamed }
}

function isEnd(type: string): boolean {
  return type === 'blockInput' || type === 'blockOutput'
}

function usedBy(fragment: Document): readonly BlockId[] {
  return blocksUsedBy(fragment, graphOf(fragment, copied).nodes.values())
}

/** A definition of the document that says the same as one of the fragment. */
function sameBlock(document: Document, fragment: Document, id: BlockId): BlockId | undefined {
  const wanted = fragment.blocks[id]
  const text = blockText(fragment, id)
  const candidates = Object.values(document.blocks).filter(({ name }) => name === wanted?.name)
  // The one of the same id first: of two that are equal it is the nearer.
  candidates.sort((a, b) => Number(b.id === id) - Number(a.id === id))
  return candidates.find(block => blockText(document, block.id) === text)?.id
}

/** Brings in the fragment's definitions, inner ones first. Equal ones are shared; others of a taken name get a new one. */
function adoptBlocks(draft: Draft, fragment: Document) {
  const blocks = new Map<BlockId, BlockId>()
  const renamed: BlockId[] = []
  for (const id of usedBy(fragment)) {
    const { document } = draft
    const same = sameBlock(document, fragment, id)
    if (same !== undefined) {
      blocks.set(id, same)
      continue
    }
    const block = (inner: BlockId): BlockId => blocks.get(inner) ?? inner
    const asItWas = definitionOf(fragment, id, { id: (_, old) => old, block })
    if (asItWas === undefined) continue
    const fresh = freshIds(document)
    const isFree = [asItWas.block.id, ...asItWas.part.nodes.map(each => each.id)].every(each =>
      isFreeId(document, each)
    )
    const copy = (isFree ? asItWas : definitionOf(fragment, id, { id: prefix => fresh(prefix), block })) ?? asItWas
    const isTaken = Object.values(document.blocks).some(({ name }) => name === copy.block.name)
    const header = isTaken ? freeHeader(document, copy.block) : {}
    const added = addDefinition(draft, { ...localParts(document, copy), block: { ...copy.block, ...header } })
    if (isTaken) renamed.push(added)
    blocks.set(id, added)
  }
  return { blocks, renamed }
}

function isFreeId({ nodes, edges, blocks, root }: Document, id: string): boolean {
  const isGraph = id === root || Object.values(blocks).some(({ graph }) => graph === id)
  return !isGraph && [nodes, edges, blocks].every(records => !Object.hasOwn(records, id))
}

function localParts(document: Document, copy: NonNullable<ReturnType<typeof definitionOf>>) {
  const nodes = copy.part.nodes.map(node => localized(document, node, new Map()))
  return { ...copy, part: { ...copy.part, nodes } }
}

/** What the expressions read and the graph around does not have: the values that were open where they were copied. */
function namesMissing(document: Document, fragment: Document, graph: GraphId): Substitution {
  const known = new Set(namesKnown(document, graph))
  const values: readonly (readonly [string, ParameterValue])[] = [
    ['index', 1],
    ...(fragment.blocks[copied]?.parameters ?? []).map(({ name, parameter }) => [name, parameter.default] as const)
  ]
  return new Map(values.filter(([name]) => !known.has(name)))
}

/** The node as this document can have it: no dataset of another project, and expressions over names that it knows. */
function localized(document: Document, node: GraphNode, names: Substitution): GraphNode {
  const table = layerOf(node.type)?.parameters ?? {}
  const parameters = Object.entries(node.parameters).filter(([name, value]) => {
    const parameter = table[name]
    const isReference = parameter?.kind === 'text' && parameter.reference === 'dataset'
    return !isReference || typeof value !== 'string' || Object.hasOwn(document.datasets, value)
  })
  const withoutIndex = new Map([...names].filter(([name]) => name !== 'index'))
  return rewriteNode(
    { ...node, parameters: Object.fromEntries(parameters) },
    (expression, countsItself) => substitute(expression, countsItself ? withoutIndex : names) ?? expression
  )
}
