import { describe, expect, it } from 'vitest'
import { residual } from '../../../core/blocks/residual/residual.ts'
import { defineBlock } from '../../../core/graph/define-block.ts'
import type { Drawing } from '../../../core/graph/drawing.ts'
import { expand, type Expansion } from '../../../core/graph/expand.ts'
import { drawNetwork, expression } from '../../../core/graph/graph-builder.ts'
import { integer, toggle } from '../../../core/parameters.ts'

/** Each layer as `path type <- sources`, with the keys of sources. */
function lines(expansion: Expansion): readonly string[] {
  return expansion.nodes.map(node => {
    const sources = Object.values(node.inputs).flatMap(list => list.map(source => `${source.key}:${source.port}`))
    return `${node.path} ${node.node.type}${sources.length > 0 ? ` <- ${sources.join(', ')}` : ''}`
  })
}

const stage = defineBlock(
  {
    name: 'stage',
    label: 'Stage',
    summary: 'Residual blocks in a row.',
    parameters: {
      filters: integer({ default: 64, min: 1, max: 4096, help: '' }),
      blocks: integer({ default: 2, min: 0, max: 100, help: '' }),
      stride: integer({ default: 2, min: 1, max: 4, help: '' })
    }
  },
  graph => {
    const first = {
      stride: expression('index == 1 ? stride : 1'),
      shortcut: expression("index == 1 && stride > 1 ? 'projection' : 'identity'")
    }
    const options = { name: 'block', repeat: expression('blocks') }
    graph.output(graph.block(residual, { filters: expression('filters'), ...first }, graph.input(), options))
  }
)

describe('expand', () => {
  it('opens nested blocks, repeats in a row, and lets the input pass where a projection does not exist', () => {
    const drawing = drawNetwork(graph => {
      const data = graph.layer('data')
      const stage1 = graph.block(stage, { filters: 16, stride: 2 }, data.output('image'), { name: 'stage1' })
      graph.layer('output', {}, stage1)
    })
    const expansion = expand(drawing)
    expect(expansion.problems).toEqual([])
    const inBlock = 'stage1/stage.block'
    expect(lines(expansion)).toEqual([
      'data data',
      'stage1/block[1]/conv1 conv2d <- data:image',
      `stage1/block[1]/norm1 batchNormalization <- ${inBlock}[1]/residual.conv1:output`,
      `stage1/block[1]/relu1 relu <- ${inBlock}[1]/residual.norm1:output`,
      `stage1/block[1]/conv2 conv2d <- ${inBlock}[1]/residual.relu1:output`,
      `stage1/block[1]/norm2 batchNormalization <- ${inBlock}[1]/residual.conv2:output`,
      'stage1/block[1]/projection conv2d <- data:image',
      `stage1/block[1]/projectionNorm batchNormalization <- ${inBlock}[1]/residual.projection:output`,
      `stage1/block[1]/add add <- ${inBlock}[1]/residual.norm2:output, ${inBlock}[1]/residual.projectionNorm:output`,
      `stage1/block[1]/relu2 relu <- ${inBlock}[1]/residual.add:output`,
      `stage1/block[2]/conv1 conv2d <- ${inBlock}[1]/residual.relu2:output`,
      `stage1/block[2]/norm1 batchNormalization <- ${inBlock}[2]/residual.conv1:output`,
      `stage1/block[2]/relu1 relu <- ${inBlock}[2]/residual.norm1:output`,
      `stage1/block[2]/conv2 conv2d <- ${inBlock}[2]/residual.relu1:output`,
      `stage1/block[2]/norm2 batchNormalization <- ${inBlock}[2]/residual.conv2:output`,
      `stage1/block[2]/add add <- ${inBlock}[2]/residual.norm2:output, ${inBlock}[1]/residual.relu2:output`,
      `stage1/block[2]/relu2 relu <- ${inBlock}[2]/residual.add:output`,
      `output output <- ${inBlock}[2]/residual.relu2:output`
    ])
    const conv1 = expansion.nodes.filter(node => node.node.name === 'conv1')
    expect(conv1.map(node => [node.parameters.filters, node.parameters.strides])).toEqual([
      [16, 2],
      [16, 1]
    ])
    expect(conv1[1]?.ancestry).toEqual(['stage1', 'stage.block', 'residual.conv1'])
  })

  it('tells for every edge, on every level, which layer feeds it, and what a block holds', () => {
    const drawing = drawNetwork(graph => {
      const data = graph.layer('data')
      const stage1 = graph.block(stage, { blocks: 3 }, data.output('image'), { name: 'stage1' })
      graph.layer('output', {}, stage1)
    })
    const { edgeSources, inside } = expand(drawing)
    expect([...edgeSources.keys()].sort()).toEqual(Object.keys(drawing.edges).sort())
    expect(edgeSources.get('stage1.input.0')).toEqual({ key: 'data', port: 'image' })
    expect(edgeSources.get('output.input.0')).toEqual({ key: 'stage1/stage.block[3]/residual.relu2', port: 'output' })
    expect(edgeSources.get('residual.conv1.input.0')).toEqual({ key: 'data', port: 'image' })
    expect(edgeSources.get('residual.conv2.input.0')).toEqual({
      key: 'stage1/stage.block[1]/residual.relu1',
      port: 'output'
    })
    expect(
      inside('stage1')
        .map(node => node.path)
        .slice(0, 2)
    ).toEqual(['stage1/block[1]/conv1', 'stage1/block[1]/norm1'])
    expect([inside('stage1').length, inside('stage.block').length]).toEqual([9 + 7 + 7, 9 + 7 + 7])
    expect(inside('residual.projection').map(node => node.path)).toEqual(['stage1/block[1]/projection'])
  })

  it('labels a projection from the first instance that has one', () => {
    const drawing = drawNetwork(graph => {
      const data = graph.layer('data')
      const plain = graph.block(residual, { shortcut: 'identity' }, data.output('image'), { name: 'plain' })
      graph.block(residual, { shortcut: 'projection' }, plain, { name: 'projected' })
    })
    const { edgeSources, inside } = expand(drawing)
    expect(edgeSources.get('residual.projectionNorm.input.0')).toEqual({
      key: 'projected/residual.projection',
      port: 'output'
    })
    expect(inside('residual.projection').map(node => node.path)).toEqual(['projected/projection'])
  })

  it('keeps other inputs of a repeated block and chains those whose names match', () => {
    const gated = defineBlock({ name: 'gated', label: 'Gated', summary: '', parameters: {} }, graph => {
      const sum = graph.layer('add', {}, [graph.input('input'), graph.input('gate')])
      graph.output(sum)
    })
    const drawing = drawNetwork(graph => {
      const x = graph.layer('data', {}, undefined, { name: 'x' }).output('image')
      const gate = graph.layer('data', {}, undefined, { name: 'g' }).output('image')
      graph.block(gated, {}, { input: x, gate }, { repeat: 2 })
    })
    expect(lines(expand(drawing)).slice(2)).toEqual([
      'gated[1]/add add <- x:image, g:image',
      'gated[2]/add add <- gated[1]/gated.add:output, g:image'
    ])
  })

  it('passes everything through a block that stands 0 times', () => {
    const drawing = drawNetwork(graph => {
      const data = graph.layer('data').output('image')
      graph.layer('output', {}, graph.block(residual, {}, data, { repeat: 0 }))
    })
    expect(lines(expand(drawing))).toEqual(['data data', 'output output <- data:image'])
  })

  it('gives toggles true and false, and numbers 1 and 0', () => {
    const switched = defineBlock(
      { name: 'switched', label: '', summary: '', parameters: { on: toggle({ default: true, help: '' }) } },
      graph => {
        graph.output(graph.layer('dense', { units: expression('on'), useBias: expression('1') }, graph.input()))
      }
    )
    const drawing = drawNetwork(graph => {
      graph.block(switched, {}, graph.layer('data').output('image'))
    })
    const table = {
      units: integer({ default: 1, min: 0, max: 9, help: '' }),
      useBias: toggle({ default: true, help: '' })
    }
    const { nodes } = expand(drawing, { parametersOf: () => table })
    expect(nodes[1]?.parameters).toEqual({ units: 1, useBias: true })
  })

  it('names a cycle by the layers round it and still expands the rest', () => {
    const drawing = drawNetwork(graph => {
      const data = graph.layer('data').output('image')
      const conv = graph.layer('conv2d', {}, data)
      graph.layer('add', {}, [conv, graph.layer('relu', {}, conv)])
    })
    const edges: Drawing['edges'] = {
      ...drawing.edges,
      back: {
        id: 'back',
        graph: 'root',
        from: { node: 'add', port: 'output' },
        to: { node: 'conv2d', port: 'input' },
        order: 1
      }
    }
    const expansion = expand({ ...drawing, edges })
    expect(expansion.problems.map(problem => [problem.code, problem.message])).toEqual([
      ['graph/cycle', 'The data would run in a circle: conv2d → add → conv2d.']
    ])
    expect(expansion.nodes.length).toBe(4)
  })

  it('refuses a block inside itself by name instead of opening it for ever', () => {
    const drawing = drawNetwork(graph => {
      graph.block(residual, {}, graph.layer('data').output('image'))
    })
    const inner = { ...drawing.nodes['residual.relu1']!, type: 'block', block: 'residual', parameters: {} }
    const { problems } = expand({ ...drawing, nodes: { ...drawing.nodes, [inner.id]: inner } })
    expect(problems).toMatchObject([
      {
        code: 'graph/block-contains-itself',
        where: { path: 'residual/relu1', node: 'residual.relu1' },
        message: 'A block would contain itself: Residual block → Residual block.'
      }
    ])
  })

  it('tells faults of expressions, arguments, repeats and open ports once, at their place', () => {
    const faulty = defineBlock(
      {
        name: 'faulty',
        label: '',
        summary: '',
        parameters: { filters: integer({ default: 4, min: 1, max: 8, help: '' }) }
      },
      graph => {
        const conv = graph.layer('conv2d', { filters: expression('4 * filtres') }, graph.input(), { name: 'conv' })
        graph.output(conv)
      }
    )
    const drawing = drawNetwork(graph => {
      const data = graph.layer('data').output('image')
      const first = graph.block(faulty, { filters: 9 }, data, { repeat: 2 })
      graph.block(faulty, {}, first, { repeat: 1001 })
      graph.block(faulty, {}, undefined, { name: 'open' })
    })
    expect(
      expand(drawing).problems.map(({ code, where }) => [code, where.path, where.parameter ?? where.port])
    ).toEqual([
      ['graph/argument-out-of-range', 'faulty', 'filters'],
      ['expression/unknown-name', 'faulty[1]/conv', 'filters'],
      ['graph/repeat-out-of-range', 'faulty_2', 'repeat'],
      ['graph/block-input-missing', 'open', 'input']
    ])
  })

  it('opens every repeat of a network as deep as ResNet-152', () => {
    const drawing = drawNetwork(graph => {
      const start = graph.layer('data').output('image')
      const counts = [3, 8, 36, 3]
      const end = counts.reduce(
        (from, blocks, at) => graph.block(stage, { blocks }, from, { name: `stage${at + 1}` }),
        start
      )
      graph.layer('output', {}, end)
    })
    expect(expand(drawing).nodes.length).toBe(2 + 50 * 7 + 4 * 2)
  })
})
