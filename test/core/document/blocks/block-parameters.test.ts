import { describe, expect, it } from 'vitest'
import {
  addParameter,
  moveParameter,
  parameterName,
  promote,
  removeParameter,
  renameParameter
} from '../../../../core/document/blocks/block-parameters.ts'
import { blockUsages } from '../../../../core/document/blocks/block-usages.ts'
import { duplicateBlock } from '../../../../core/document/blocks/make-unique.ts'
import { withKind, withValues } from '../../../../core/document/blocks/parameter-kinds.ts'
import { renameBlock } from '../../../../core/document/blocks/rename-block.ts'
import { removeUnusedBlocks, unusedBlocks } from '../../../../core/document/blocks/unused-blocks.ts'
import { createDocument } from '../../../../core/document/create-document.ts'
import type { Draft } from '../../../../core/document/draft.ts'
import { edit } from '../../../../core/document/edit.ts'
import type { Document } from '../../../../core/document/records.ts'
import { validate } from '../../../../core/document/validate.ts'
import { defineBlock } from '../../../../core/graph/define-block.ts'
import { drawNetwork, expression } from '../../../../core/graph/graph-builder.ts'
import { layerOf } from '../../../../core/layers/catalogue.ts'
import { conv2d } from '../../../../core/layers/convolution/conv2d.ts'
import { inferNetwork } from '../../../../core/network/infer.ts'
import { choice, integer, toggle } from '../../../../core/parameters.ts'

const unit = defineBlock(
  {
    name: 'unit',
    label: 'Unit',
    summary: '',
    parameters: {
      width: integer({ default: 4, min: 1, max: 64, help: '' }),
      mode: choice(['same', 'valid'], { default: 'same', help: '' })
    }
  },
  graph => {
    const conv = graph.layer(
      'conv2d',
      { filters: expression('2 * width'), padding: expression("mode == 'same' ? 'same' : mode") },
      graph.input(),
      { name: 'conv' }
    )
    graph.output(graph.layer('relu', {}, conv, { name: 'relu', when: 'width > 2' }))
  }
)
const stage = defineBlock({ name: 'stage', label: 'Stage', summary: '', parameters: {} }, graph => {
  graph.output(graph.block(unit, { width: 6 }, graph.input(), { name: 'inner' }))
})
const document = createDocument(
  'Net',
  drawNetwork(graph => {
    const data = graph.layer('data', { size: [16, 16] })
    const one = graph.block(unit, { width: 8 }, data.output('image'), { name: 'one' })
    graph.block(stage, {}, graph.block(stage, {}, one))
  })
)

function changed(change: (draft: Draft) => void, from: Document = document): Document {
  const after = edit(from, 'Test', change, layerOf).document
  expect(validate(after, layerOf)).toEqual([])
  return after
}

function facts({ root, nodes, edges, blocks }: Document) {
  const { totals, problems } = inferNetwork({ root, nodes, edges, blocks })
  return { totals, problems: problems.map(({ message }) => message) }
}

function namesOf({ blocks }: Document): readonly string[] {
  return blocks['unit']!.parameters.map(({ name }) => name)
}

describe('parameters of a block', () => {
  it('are renamed with the expressions that read them and the arguments that set them', () => {
    const after = changed(draft => renameParameter(draft, 'unit', 'width', 'filters'))
    expect(namesOf(after)).toEqual(['filters', 'mode'])
    expect(after.nodes['unit.conv']!.parameters).toMatchObject({ filters: expression('2 * filters') })
    expect(after.nodes['unit.relu']!.when).toEqual(expression('filters > 2'))
    expect([after.nodes['one']!.parameters, after.nodes['stage.inner']!.parameters]).toEqual([
      { filters: 8 },
      { filters: 6 }
    ])
    expect(facts(after)).toEqual(facts(document))
  })

  it('leave texts, functions and other words alone when they are renamed', () => {
    const after = changed(draft => renameParameter(draft, 'unit', 'mode', 'same'))
    expect(after.nodes['unit.conv']!.parameters).toMatchObject({
      padding: expression("same == 'same' ? 'same' : same")
    })
    expect(facts(after)).toEqual(facts(document))
  })

  it('get a free name where the wanted one is taken or means something in expressions', () => {
    const parameter = toggle({ default: true, help: '' })
    const after = changed(draft => {
      addParameter(draft, 'unit', { name: 'width', parameter })
      addParameter(draft, 'unit', { name: 'index', parameter })
      addParameter(draft, 'unit', { name: 'max', parameter })
    })
    expect(namesOf(after)).toEqual(['width', 'mode', 'width_2', 'index_2', 'max_2'])
    expect(['kernel size', '3 x', 'strides!', '  '].map(parameterName)).toEqual([
      'kernelSize',
      'X',
      'strides',
      undefined
    ])
  })

  it('put their defaults in where they are read when they are removed', () => {
    const after = changed(draft => removeParameter(draft, 'unit', 'width'))
    expect(after.nodes['unit.conv']!.parameters['filters']).toBe(8)
    expect(after.nodes['unit.relu']!.when).toBeUndefined()
    expect(after.nodes['one']!.parameters).toEqual({})
    expect(facts(after).problems).toEqual(facts(document).problems)
  })

  it('stand in the order that a person gives them', () => {
    expect(namesOf(changed(draft => moveParameter(draft, 'unit', 'mode', 0)))).toEqual(['mode', 'width'])
  })

  it('are made of a value without changing the network', () => {
    const { kernelSize } = conv2d.parameters
    const after = changed(draft => promote(draft, 'unit.conv', { name: 'kernelSize', parameter: kernelSize }))
    expect(namesOf(after)).toEqual(['width', 'mode', 'kernelSize'])
    expect(after.nodes['unit.conv']!.parameters['kernelSize']).toEqual(expression('kernelSize'))
    expect(facts(after)).toEqual(facts(document))
  })

  it('keep default and range when they change their kind, as far as these mean something', () => {
    const width = integer({ default: 4, min: 2, max: 64, help: 'Channels' })
    expect(withKind(width, 'pair')).toEqual({ kind: 'pair', help: 'Channels', default: [4, 4], min: 2, max: 64 })
    expect(withKind(withKind(width, 'pair'), 'integer')).toEqual(width)
    expect(withValues(width, { min: 8 })).toEqual({ parameter: { ...width, min: 8, default: 8 } })
    expect(withValues(width, { min: 80 })).toEqual({ expected: 'a whole number up to 64' })
    expect(withValues(width, { default: 2.5 })).toEqual({ expected: 'a whole number from 2 to 64' })
  })
})

describe('definitions', () => {
  it('take along the names that only repeated theirs when they are renamed', () => {
    const after = changed(draft => renameBlock(draft, 'stage', { label: 'Big part' }))
    expect(after.blocks['stage']).toMatchObject({ label: 'Big part', name: 'bigPart' })
    const names = Object.values(after.nodes).filter(node => node.block === 'stage')
    expect(names.map(({ name }) => name).sort()).toEqual(['bigPart', 'bigPart_2'])
    expect(changed(draft => renameBlock(draft, 'unit', { label: 'Cell' })).nodes['one']!.name).toBe('one')
  })

  it('are found wherever they stand, with the way down to each', () => {
    expect(blockUsages(document, 'unit', 10).map(({ path }) => path)).toEqual(['one', 'stage/inner', 'stage_2/inner'])
    expect(blockUsages(document, 'unit', 2)).toHaveLength(2)
  })

  it('count as unused when nothing in the root graph leads to them, however they use each other', () => {
    const alone = changed(draft => {
      for (const node of ['one', 'stage', 'stage_2']) draft.removeNode(node)
      duplicateBlock(draft, 'stage')
    })
    expect(unusedBlocks(alone)).toHaveLength(3)
    expect(unusedBlocks(document)).toEqual([])
    const cleaned = changed(removeUnusedBlocks, alone)
    expect([Object.keys(cleaned.blocks), Object.keys(cleaned.nodes)]).toEqual([[], ['data']])
  })
})
