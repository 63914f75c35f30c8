import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { residual } from '../../../core/blocks/residual/residual.ts'
import { apply, invert, merge } from '../../../core/document/history/change.ts'
import { connectionProblem } from '../../../core/document/connections/connection.ts'
import { createDocument, emptyDrawing } from '../../../core/document/create-document.ts'
import type { Draft } from '../../../core/document/draft.ts'
import { edit } from '../../../core/document/edit.ts'
import type { Document } from '../../../core/document/records.ts'
import { parseProject, serializeProject } from '../../../core/document/file/project-file.ts'
import { validate } from '../../../core/document/validate.ts'
import { expand } from '../../../core/graph/expand.ts'
import { drawNetwork } from '../../../core/graph/graph-builder.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { perform, randomSession } from './random-edits.ts'

const drawing = drawNetwork(graph => {
  const image = graph.layer('data').output('image')
  const conv = graph.layer('conv2d', {}, image)
  graph.layer('add', {}, [graph.layer('relu', {}, conv), graph.layer('tanh', {}, conv)])
  graph.block(residual, {}, conv)
})
const start = createDocument('Start', drawing)

function changed(change: (draft: Draft) => void, document = start): Document {
  const edited = edit(document, 'Edit', change, layerOf)
  expect(validate(edited.document, layerOf)).toEqual([])
  expect(apply(document, edited.change)).toEqual(edited.document)
  expect(apply(edited.document, invert(edited.change))).toEqual(document)
  return edited.document
}

function edgesInto(document: Document, node: string, port: string): readonly string[] {
  return Object.values(document.edges)
    .filter(edge => edge.to.node === node && edge.to.port === port)
    .sort((a, b) => a.order - b.order)
    .map(edge => `${edge.from.node}:${edge.from.port}`)
}

describe('edit', () => {
  it('replaces the edge of a port that takes one, and adds last to a port that takes many', () => {
    const relu = { node: 'relu', port: 'output' }
    const after = changed(draft => {
      draft.connect(relu, { node: 'tanh', port: 'input' })
      draft.connect({ node: 'conv2d', port: 'output' }, { node: 'add', port: 'inputs' })
      draft.connect(relu, { node: 'add', port: 'inputs' })
    })
    expect(edgesInto(after, 'tanh', 'input')).toEqual(['relu:output'])
    expect(edgesInto(after, 'add', 'inputs')).toEqual(['relu:output', 'tanh:output', 'conv2d:output'])
  })

  it('removes a node with its edges and its position', () => {
    const placed = changed(draft => draft.move('relu', { x: 5, y: -0 }))
    const after = changed(draft => draft.removeNode('relu'), placed)
    expect(Object.keys(after.nodes)).not.toContain('relu')
    expect(after.positions).toEqual({})
    expect(edgesInto(after, 'add', 'inputs')).toEqual(['tanh:output'])
  })

  it('lets the edges at every instance follow when a port of a block is renamed or removed', () => {
    const renamed = changed(draft => expect(draft.rename('residual.input', 'image in')).toBe('image_in'))
    expect(edgesInto(renamed, 'residual', 'image_in')).toEqual(['conv2d:output'])
    const removed = changed(draft => draft.removeNode('residual.input'), renamed)
    expect(edgesInto(removed, 'residual', 'image_in')).toEqual([])
  })

  it('adds a definition once, however often it is used, and removes it only when nothing follows it', () => {
    const after = changed(draft => {
      draft.addBlockInstance({ block: residual, parameters: { filters: 8 }, position: { x: 0, y: 0 } })
      draft.addBlockInstance({ block: 'residual' })
      expect(() => draft.removeBlock('residual')).toThrow('still follows')
    })
    expect(Object.values(after.nodes).flatMap(node => (node.block === undefined ? [] : [node.name]))).toEqual([
      'residual',
      'residual_2',
      'residual_3'
    ])
    expect(Object.keys(after.blocks)).toEqual(['residual'])
    const without = changed(draft => {
      for (const node of Object.values(after.nodes)) if (node.block === 'residual') draft.removeNode(node.id)
      draft.removeBlock('residual')
    }, after)
    expect(Object.values(without.nodes).every(node => node.graph === 'root')).toBe(true)
  })

  it('keeps points as a file gives them back', () => {
    const after = changed(draft => {
      draft.move('relu', { x: -0, y: 1 })
      draft.addNode({ type: 'relu', position: { x: 1, y: -0 } })
    })
    expect(parseProject(serializeProject(after, layerOf), layerOf).document).toEqual(after)
  })

  it('refuses what would leave no valid document', () => {
    const attempts: readonly ((draft: Draft) => void)[] = [
      draft => draft.connect({ node: 'add', port: 'output' }, { node: 'conv2d', port: 'input' }),
      draft => draft.connect({ node: 'conv2d', port: 'outputs' }, { node: 'add', port: 'inputs' }),
      draft => draft.connect({ node: 'conv2d', port: 'output' }, { node: 'residual.conv2', port: 'input' }),
      draft => draft.addBlockInstance({ graph: 'residual', block: 'residual' }),
      draft => draft.addNode({ type: 'blockInput' }),
      draft => draft.addNode({ type: 'convolution' }),
      draft => draft.addNode({ type: 'relu', graph: 'nowhere' }),
      draft => draft.setParameters('conv2d', { filtres: 3 }),
      draft => draft.move('conv2d', { x: Number.NaN, y: 0 }),
      draft => draft.addNode({ type: 'relu', position: { x: 0, y: Infinity } }),
      draft => draft.setRecipe({ ...start.recipe, epochs: 0.5 }),
      draft => draft.setName(''),
      draft => draft.setParameters('conv2d', { filters: Number.NaN }),
      draft => draft.setWhen('conv2d', { expression: '1'.repeat(501) }),
      draft => draft.setRepeat('residual', Infinity)
    ]
    for (const attempt of attempts) expect(() => edit(start, 'Edit', attempt, layerOf), attempt.toString()).toThrow()
  })

  it('tells before an edge is drawn why it can not be', () => {
    const problemOf = (from: string, fromPort: string, to: string, toPort: string) =>
      connectionProblem(start, { node: from, port: fromPort }, { node: to, port: toPort }, layerOf)
    expect(problemOf('relu', 'output', 'tanh', 'input')).toBeUndefined()
    expect(problemOf('add', 'output', 'conv2d', 'input')).toMatchObject({
      code: 'document/edge-closes-cycle',
      message: 'add already depends on conv2d: the data would run in a circle.'
    })
    expect(problemOf('add', 'output', 'add', 'inputs')?.code).toBe('document/edge-closes-cycle')
    expect(problemOf('relu', 'output', 'residual', 'inputs')?.code).toBe('document/missing-port')
  })

  it('shows a draft as it is, and keeps what was read as it was', () => {
    edit(
      start,
      'Edit',
      draft => {
        const before = draft.document
        const id = draft.addNode({ type: 'relu' })
        expect(Object.hasOwn(before.nodes, id)).toBe(false)
        expect(draft.document.nodes[id]?.name).toBe('relu_2')
        expect(() => Object.assign(draft.document.nodes[id]!, { name: 'x' })).toThrow()
      },
      layerOf
    )
  })
})

describe('change', () => {
  it('of two edits merged leads from before the first to after the second', () => {
    fc.assert(
      fc.property(randomSession, randomSession, (first, second) => {
        const play = (document: Document, session: typeof first) =>
          edit(document, 'Edit', draft => session.flat().forEach(operation => perform(draft, operation)), layerOf)
        const one = play(createDocument('Empty', emptyDrawing), first)
        const two = play(one.document, second)
        const both = merge(one.change, two.change)
        expect(apply(createDocument('Empty', emptyDrawing), both)).toEqual(two.document)
        expect(apply(two.document, invert(both))).toEqual(createDocument('Empty', emptyDrawing))
      }),
      { numRuns: 40, seed: 9 }
    )
  })
})

describe('expansion of whatever was drawn', () => {
  it('stands in an order in which it can run, and leads every edge to a layer that exists', () => {
    fc.assert(
      fc.property(randomSession, session => {
        const edits = (draft: Draft): void => session.flat().forEach(operation => perform(draft, operation))
        const { document } = edit(createDocument('Empty', emptyDrawing), 'Edit', edits, layerOf)
        const { nodes, edgeSources } = expand(document)
        const known = new Set<string>()
        for (const { key, inputs } of nodes) {
          for (const source of Object.values(inputs).flat()) expect(known.has(source.key)).toBe(true)
          expect(known.has(key)).toBe(false)
          known.add(key)
        }
        for (const source of edgeSources.values()) expect(known.has(source.key)).toBe(true)
      }),
      { numRuns: 80, seed: 10 }
    )
  })
})
