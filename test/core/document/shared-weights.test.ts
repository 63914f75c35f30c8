import { describe, expect, it } from 'vitest'
import { fragmentOf } from '../../../core/document/blocks/fragments/fragment.ts'
import { group } from '../../../core/document/blocks/group.ts'
import { paste } from '../../../core/document/blocks/fragments/paste.ts'
import { planUngrouping, ungroup } from '../../../core/document/blocks/ungroup.ts'
import { createDocument } from '../../../core/document/create-document.ts'
import type { Draft } from '../../../core/document/draft.ts'
import { edit } from '../../../core/document/edit.ts'
import { readProject, serializeProject } from '../../../core/document/file/project-file.ts'
import type { Document } from '../../../core/document/records.ts'
import { validate } from '../../../core/document/validate.ts'
import { defineBlock } from '../../../core/graph/define-block.ts'
import type { GraphNode } from '../../../core/graph/drawing.ts'
import { drawNetwork } from '../../../core/graph/graph-builder.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import { integer } from '../../../core/parameters.ts'

const unit = defineBlock(
  {
    name: 'unit',
    label: 'Unit',
    summary: 'Two dense layers.',
    source: 'Made up',
    parameters: { units: integer({ default: 4, min: 1, max: 100, help: 'Units of the first.' }) }
  },
  graph => {
    const first = graph.layer('dense', { units: { expression: 'units' } }, graph.input(), { name: 'first' })
    graph.output(graph.layer('dense', { units: 3 }, first, { name: 'second' }))
  }
)

/** A row into three instances of a block, the second and third with the weights of the first. */
const start = createDocument(
  'Shared',
  drawNetwork(graph => {
    const row = graph.layer('flatten', {}, graph.layer('data', { size: [2, 2] }).output('image'), { name: 'row' })
    const one = graph.block(unit, { units: 7 }, row, { name: 'one' })
    const two = graph.block(unit, {}, row, { name: 'two', weightsOf: one })
    const three = graph.block(unit, {}, row, { name: 'three', weightsOf: one })
    graph.layer('output', { reads: 'asIs' }, graph.layer('concatenate', {}, [one, two, three]))
  })
)

function changed(document: Document, change: (draft: Draft) => void): Document {
  const edited = edit(document, 'Test', change, layerOf).document
  expect(validate(edited, layerOf)).toEqual([])
  return edited
}

function named(document: Document, name: string): GraphNode {
  return Object.values(document.nodes).find(node => node.name === name)!
}

/** The node whose weights a node uses, by name, with its settings: `one, 7 units`. */
function ownerIn(document: Document, name: string): string {
  const node = named(document, name)
  const owner = node.weightsOf === undefined ? node : document.nodes[node.weightsOf]!
  return `${owner.name}, ${String(owner.parameters['units'])} units`
}

function weightKeys(document: Document): readonly string[] {
  return inferNetwork(document).layers.flatMap(({ path, weightsKey, facts }) =>
    facts!.weights.length === 0 ? [] : [`${path}: ${weightsKey}`]
  )
}

it('lays the weights of every instance at the one that has them, with its settings', () => {
  expect(weightKeys(start)).toEqual([
    'one/first: one/unit.first',
    'one/second: one/unit.second',
    'two/first: one/unit.first',
    'two/second: one/unit.second',
    'three/first: one/unit.first',
    'three/second: one/unit.second'
  ])
  const { totals, nodeFacts, problems } = inferNetwork(start)
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(totals.parameters).toBe(4 * 7 + 7 + 7 * 3 + 3)
  expect(nodeFacts['two']!.parameters).toBe(totals.parameters)
})

it('keeps sharing where the instance that has the weights is bypassed', () => {
  const document = changed(start, draft => draft.setBypassed('one', true))
  expect(new Set(weightKeys(document))).toEqual(
    new Set([
      'two/first: two/unit.first',
      'two/second: two/unit.second',
      'three/first: two/unit.first',
      'three/second: two/unit.second'
    ])
  )
})

it('says where an input does not fit the weights', () => {
  const document = createDocument(
    'Unfit',
    drawNetwork(graph => {
      const row = graph.layer('flatten', {}, graph.layer('data', { size: [2, 2] }).output('image'))
      const owner = graph.layer('dense', { units: 5, activation: 'tanh' }, row, { name: 'owner' })
      graph.layer('output', {}, graph.layer('dense', {}, owner, { name: 'user', weightsOf: owner }))
    })
  )
  expect(inferNetwork(document).problems).toMatchObject([
    {
      code: 'weights/shared-shape',
      where: { path: 'user' },
      message: 'It uses the weights of owner, whose kernel is 4×5; on its input it would have to be 5×5.'
    }
  ])
})

describe('an edit', () => {
  it('of the settings of a node that shares them reaches all', () => {
    const document = changed(start, draft => draft.setParameters('two', { units: 9 }))
    expect(ownerIn(document, 'three')).toBe('one, 9 units')
    expect(named(document, 'two').parameters).toEqual({})
  })

  it('gives a node its own weights with the settings that it had', () => {
    const document = changed(start, draft => draft.setWeightsOf('two', undefined))
    expect([ownerIn(document, 'two'), ownerIn(document, 'three')]).toEqual(['two, 7 units', 'one, 7 units'])
  })

  it('of the one that has them to another takes those along that used them', () => {
    const first = changed(start, draft => draft.setWeightsOf('three', undefined))
    const document = changed(first, draft => draft.setWeightsOf('one', 'three'))
    expect(['one', 'two'].map(name => ownerIn(document, name))).toEqual(['three, 7 units', 'three, 7 units'])
  })

  it.each([
    ['deletes', (draft: Draft) => draft.removeNode('one')],
    ['replaces', (draft: Draft) => draft.replace('one', { type: 'dense' })]
  ])('that %s the one that has them leaves them to the next', (_, change) => {
    const document = changed(start, change)
    expect([ownerIn(document, 'two'), ownerIn(document, 'three')]).toEqual(['two, 7 units', 'two, 7 units'])
  })

  it('renames without a trace', () => {
    const document = changed(start, draft => draft.rename('one', 'critic'))
    expect(weightKeys(document)[2]).toBe('two/first: one/unit.first')
  })
})

describe('a copy', () => {
  const copyOf = (...nodes: readonly string[]): Document => {
    const taken = { graph: start.root, nodes: new Set(nodes), positions: new Map() }
    return changed(start, draft => void paste(draft, fragmentOf(start, taken), start.root))
  }

  it('of all that share goes on sharing among itself', () => {
    const document = copyOf('one', 'two')
    expect(ownerIn(document, 'two_2')).toBe('one_2, 7 units')
  })

  it('without the one that has the weights has its own, with its settings', () => {
    const document = copyOf('two', 'three')
    expect([ownerIn(document, 'two_2'), ownerIn(document, 'three_2')]).toEqual(['two_2, 7 units', 'two_2, 7 units'])
  })
})

it('groups and ungroups nodes that share, inside and across the border', () => {
  const inside = changed(start, draft => {
    group(draft, new Set(['two', 'three']), { name: 'pair', label: 'Pair' })
  })
  expect([ownerIn(inside, 'two'), ownerIn(inside, 'three')]).toEqual(['two, 7 units', 'two, 7 units'])
  const plan = planUngrouping(inside, named(inside, 'pair').id)
  if ('problem' in plan) throw new Error(plan.problem.message)
  const outside = changed(inside, draft => ungroup(draft, plan))
  expect([ownerIn(outside, 'two'), ownerIn(outside, 'three')]).toEqual(['two, 7 units', 'two, 7 units'])
  const opened = planUngrouping(start, 'two')
  if ('problem' in opened) throw new Error(opened.problem.message)
  const open = changed(start, draft => ungroup(draft, opened))
  const units = Object.values(open.nodes).flatMap(node => {
    const value = node.graph === open.root ? node.parameters['units'] : undefined
    return typeof value === 'number' ? [value] : []
  })
  expect(units.sort()).toEqual([3, 7, 7])
})

describe('a project file', () => {
  const fileWith = (node: Partial<GraphNode>): readonly string[] => {
    const file = JSON.parse(serializeProject(start, layerOf)) as { nodes: Record<string, object> }
    file.nodes['two'] = { ...file.nodes['two'], ...node }
    return readProject(file, layerOf).problems.map(({ code, message }) => `${code}: ${message}`)
  }

  it('keeps what shares weights', () => {
    const { document, problems } = readProject(JSON.parse(serializeProject(start, layerOf)), layerOf)
    expect(problems).toEqual([])
    expect(document?.nodes).toEqual(start.nodes)
  })

  it.each([
    [{ weightsOf: 'gone' }, 'document/foreign-weights: It can not use the weights of "gone": there is no such node.'],
    [{ weightsOf: 'row' }, 'document/foreign-weights: It can not use the weights of "row": it is of another type.'],
    [
      { weightsOf: 'three' },
      'document/foreign-weights: It can not use the weights of "three": it uses those of another node itself.'
    ],
    [
      { parameters: { units: 3 } },
      'document/settings-beside-owner: It uses the weights of "one" and has settings of its own beside that node\'s.'
    ]
  ])('with %j is not taken', (node, problem) => {
    expect(fileWith(node)).toContain(problem)
  })
})
