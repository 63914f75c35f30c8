import fc from 'fast-check'
import { residual } from '../../../core/blocks/residual/residual.ts'
import { inception } from '../../../core/blocks/inception/inception.ts'
import { assert } from '../../../core/assert.ts'
import {
  parameterName,
  promote,
  removeParameter,
  renameParameter
} from '../../../core/document/blocks/block-parameters.ts'
import { fragmentText, readFragment } from '../../../core/document/blocks/fragments/fragment-text.ts'
import { fragmentOf } from '../../../core/document/blocks/fragments/fragment.ts'
import { group, groupProblem } from '../../../core/document/blocks/group.ts'
import { makeUnique } from '../../../core/document/blocks/make-unique.ts'
import { paste, pasteProblem } from '../../../core/document/blocks/fragments/paste.ts'
import { planUngrouping, ungroup } from '../../../core/document/blocks/ungroup.ts'
import { removeUnusedBlocks } from '../../../core/document/blocks/unused-blocks.ts'
import { connectionProblem } from '../../../core/document/connections/connection.ts'
import type { Draft } from '../../../core/document/draft.ts'
import { portsOf } from '../../../core/document/connections/ports.ts'
import { noteColors } from '../../../core/document/records.ts'
import { containsBlock, instancesOf } from '../../../core/document/usages.ts'
import type { GraphNode } from '../../../core/graph/drawing.ts'
import { cleanName } from '../../../core/graph/names.ts'
import { whyNotShared } from '../../../core/graph/shared-weights.ts'
import { layerCatalogue, layerOf } from '../../../core/layers/catalogue.ts'

/** As often as they are listed, so that documents grow rather than shrink. */
const kinds = [
  'addNode',
  'addNode',
  'addNode',
  'addNode',
  'addNode',
  'addNode',
  'addNode',
  'addNode',
  'addPort',
  'addPort',
  'addInstance',
  'addInstance',
  'addInstance',
  'connect',
  'connect',
  'connect',
  'connect',
  'connect',
  'connect',
  'connect',
  'connect',
  'connect',
  'connect',
  'connect',
  'connect',
  'removeNode',
  'removeNode',
  'rename',
  'rename',
  'setParameters',
  'setParameters',
  'setRepeat',
  'setWhen',
  'setBypassed',
  'shareWeights',
  'shareWeights',
  'replace',
  'replace',
  'addNote',
  'addNote',
  'updateNote',
  'removeNote',
  'setDirection',
  'move',
  'move',
  'disconnect',
  'orderEdges',
  'removeBlock',
  'group',
  'group',
  'group',
  'ungroup',
  'ungroup',
  'makeUnique',
  'paste',
  'paste',
  'removeUnused',
  'promote',
  'renameParameter',
  'removeParameter',
  'setDataset',
  'removeDataset',
  'setRecipe',
  'setName'
] as const

/** One operation, as numbers that `perform` turns into something that the document allows. */
export interface RandomOperation {
  readonly kind: (typeof kinds)[number]
  readonly a: number
  readonly b: number
  readonly word: string
}

export const randomOperation: fc.Arbitrary<RandomOperation> = fc.record({
  kind: fc.constantFrom(...kinds),
  a: fc.noBias(fc.nat(10_000)),
  b: fc.noBias(fc.nat(10_000)),
  word: fc.oneof(fc.constantFrom('conv1', 'relu', 'input', 'output', 'x y/z'), fc.string({ maxLength: 12 }))
})

/** Steps of a person at work: each is one edit of one or more operations. */
export const randomSession = fc.array(fc.array(randomOperation, { minLength: 1, maxLength: 4, size: 'max' }), {
  maxLength: 60,
  size: 'max'
})

function pick<Value>(values: readonly Value[], number: number): Value | undefined {
  return values.length === 0 ? undefined : values[number % values.length]
}

function isEnd(node: GraphNode): boolean {
  return node.type === 'blockInput' || node.type === 'blockOutput'
}

/** Does the operation if the document has something to do it to. */
export function perform(draft: Draft, { kind, a, b, word }: RandomOperation): void {
  const { document } = draft
  const nodes = Object.values(document.nodes)
  const blocks = Object.values(document.blocks)
  const graph = pick([document.root, document.root, ...blocks.map(block => block.graph)], b) ?? document.root
  const node = pick(nodes, a)
  // Copies of copies would fill the memory.
  if (nodes.length > 400 && (kind === 'ungroup' || kind === 'makeUnique' || kind === 'paste')) return
  switch (kind) {
    case 'addNode': {
      const type = pick(layerCatalogue, a)?.type ?? 'relu'
      draft.addNode({
        graph,
        type,
        ...(a % 2 === 0 ? { name: word } : {}),
        ...(b % 3 === 0 ? {} : { position: { x: a, y: b } })
      })
      return
    }
    case 'addPort':
      if (graph !== document.root) draft.addNode({ graph, type: a % 2 === 0 ? 'blockInput' : 'blockOutput' })
      return
    case 'addInstance': {
      const block = a % 3 === 0 ? residual : a % 3 === 1 ? inception : (pick(blocks, a)?.id ?? residual)
      const id = typeof block === 'string' ? block : block.block.id
      const around = blocks.find(each => each.graph === graph)
      if (around === undefined || !containsBlock(document, id, around.id)) draft.addBlockInstance({ graph, block })
      return
    }
    case 'connect': {
      const siblings = nodes.filter(each => each.graph === node?.graph)
      const target = pick(siblings, b)
      if (node === undefined || target === undefined) return
      const output = pick(portsOf(document, node, layerOf).outputs, a)
      const input = pick(portsOf(document, target, layerOf).inputs, b)
      if (output === undefined || input === undefined) return
      const ends = [
        { node: node.id, port: output.name },
        { node: target.id, port: input.name }
      ] as const
      if (connectionProblem(document, ...ends, layerOf) === undefined) draft.connect(...ends)
      return
    }
    case 'removeNode':
      if (node !== undefined) draft.removeNode(node.id)
      return
    case 'rename':
      if (node !== undefined) draft.rename(node.id, word)
      return
    case 'setParameters': {
      if (node === undefined) return
      const table = layerOf(node.type)?.parameters ?? {}
      const name = pick(Object.keys(table), b)
      if (name === undefined) return
      draft.setParameters(node.id, {
        [name]: a % 3 === 0 ? undefined : a % 3 === 1 ? { expression: word } : (table[name]?.default ?? 1)
      })
      return
    }
    case 'setRepeat':
      if (node?.type === 'block') draft.setRepeat(node.id, b % 3 === 0 ? undefined : b % 9)
      return
    case 'setWhen':
      if (node !== undefined && !isEnd(node)) {
        draft.setWhen(node.id, b % 2 === 0 ? undefined : { expression: 'index == 1' })
      }
      return
    case 'setBypassed':
      if (node !== undefined && !isEnd(node)) draft.setBypassed(node.id, b % 2 === 0)
      return
    case 'shareWeights': {
      if (node === undefined || isEnd(node)) return
      const fitting = nodes.filter(each => whyNotShared(node, each) === undefined)
      draft.setWeightsOf(node.id, b % 4 === 0 ? undefined : pick(fitting, b)?.id)
      return
    }
    case 'replace': {
      if (node === undefined || isEnd(node)) return
      const type = pick(layerCatalogue, b)?.type ?? 'relu'
      const block = a % 2 === 0 ? residual : pick(blocks, b)?.id
      const id = block === undefined || typeof block === 'string' ? block : block.block.id
      const around = blocks.find(each => each.graph === node.graph)
      const fits = id !== undefined && (around === undefined || !containsBlock(document, id, around.id))
      draft.replace(node.id, b % 3 === 0 && block !== undefined && fits ? { block } : { type })
      return
    }
    case 'addNote':
      draft.addNote({
        graph,
        kind: a % 2 === 0 ? 'note' : 'frame',
        text: word,
        color: pick(noteColors, b) ?? 'gray',
        x: a,
        y: b,
        width: 200,
        height: 120
      })
      return
    case 'updateNote': {
      const note = pick(Object.keys(document.notes), a)
      if (note !== undefined) draft.updateNote(note, { text: word, x: b })
      return
    }
    case 'removeNote': {
      const note = pick(Object.keys(document.notes), a)
      if (note !== undefined) draft.removeNote(note)
      return
    }
    case 'setDirection':
      draft.setDirection(graph, a % 2 === 0 ? 'down' : 'right')
      return
    case 'move':
      if (node !== undefined) draft.move(node.id, { x: a, y: -b })
      return
    case 'disconnect': {
      const edge = pick(Object.keys(document.edges), a)
      if (edge !== undefined) draft.disconnect(edge)
      return
    }
    case 'orderEdges': {
      const edges = Object.values(document.edges).filter(edge => edge.to.node === node?.id)
      draft.orderEdges(edges.map(edge => edge.id).reverse())
      return
    }
    case 'removeBlock': {
      const unused = blocks.find(block => instancesOf(document, block.id).length === 0)
      if (unused !== undefined) draft.removeBlock(unused.id)
      return
    }
    case 'group': {
      const siblings = nodes.filter(each => each.graph === node?.graph && !isEnd(each))
      const chosen = new Set(siblings.filter((_, index) => (index + b) % 3 === 0).map(({ id }) => id))
      const name = cleanName(word) ?? 'group'
      if (chosen.size > 0 && groupProblem(document, chosen) === undefined) group(draft, chosen, { name, label: word })
      return
    }
    case 'ungroup': {
      const instance = pick(
        nodes.filter(({ type }) => type === 'block'),
        a
      )
      const plan = instance && planUngrouping(document, instance.id)
      if (plan !== undefined && !('problem' in plan)) ungroup(draft, plan)
      return
    }
    case 'makeUnique':
      makeUnique(draft, new Set(nodes.filter((_, index) => (index + a) % 3 === 0).map(({ id }) => id)))
      return
    case 'paste': {
      const siblings = nodes.filter(each => each.graph === node?.graph)
      const chosen = new Set(siblings.filter((_, index) => (index + b) % 3 === 0).map(({ id }) => id))
      const positions = new Map(siblings.map(({ id }) => [id, { x: 0, y: 0 }]))
      const read = readFragment(
        fragmentText(fragmentOf(document, { graph: node?.graph ?? document.root, nodes: chosen, positions })),
        layerOf
      )
      assert('fragment' in read, `What was copied can be read: ${JSON.stringify(read)}`)
      if (pasteProblem(document, read.fragment, graph) === undefined) {
        paste(draft, read.fragment, graph)
      }
      return
    }
    case 'removeUnused':
      if (b % 3 === 0) removeUnusedBlocks(draft)
      return
    case 'promote': {
      const table = node === undefined ? {} : (layerOf(node.type)?.parameters ?? {})
      const name = pick(Object.keys(table), b)
      const parameter = name === undefined ? undefined : table[name]
      if (node !== undefined && name !== undefined && parameter !== undefined && parameter.kind !== 'settings')
        promote(draft, node.id, { name, parameter })
      return
    }
    case 'renameParameter': {
      const block = pick(blocks, a)
      const parameter = pick(block?.parameters ?? [], b)
      const name = parameterName(word)
      if (block !== undefined && parameter !== undefined && name !== undefined) {
        renameParameter(draft, block.id, parameter.name, name)
      }
      return
    }
    case 'removeParameter': {
      const block = pick(blocks, a)
      const parameter = pick(block?.parameters ?? [], b)
      if (block !== undefined && parameter !== undefined) removeParameter(draft, block.id, parameter.name)
      return
    }
    case 'setDataset':
      draft.setDataset({
        id: `d${a % 3}`,
        name: word === '' ? 'Digits' : word,
        source: { kind: 'builtIn', name: 'digits' },
        size: [1 + (a % 64), 28],
        channels: 1,
        fit: 'pad',
        split: { seed: b, validation: 0.1, test: 0.1 }
      })
      return
    case 'removeDataset':
      if (pick(Object.keys(document.datasets), a) !== undefined)
        draft.removeDataset(pick(Object.keys(document.datasets), a) ?? '')
      return
    case 'setRecipe':
      draft.setRecipe({ ...document.recipe, seed: a, epochs: 1 + (b % 20) })
      return
    case 'setName':
      draft.setName(word === '' ? 'Unnamed' : word)
  }
}
