import { describe, expect, it } from 'vitest'
import { blocks, findBlock } from '../../../core/blocks/catalogue.ts'
import { inception } from '../../../core/blocks/inception.ts'
import { residual } from '../../../core/blocks/residual.ts'
import { createDocument, emptyDrawing } from '../../../core/document/create-document.ts'
import { edit } from '../../../core/document/edit.ts'
import { parseProject, serialiseProject } from '../../../core/document/project-file.ts'
import { validate } from '../../../core/document/validate.ts'
import type { PortReference } from '../../../core/graph/drawing.ts'
import { drawNetwork } from '../../../core/graph/graph-builder.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { inferNetwork } from '../../../core/network/infer.ts'

/** Table 1 of Szegedy et al. 2014: #1×1, #3×3 reduce, #3×3, #5×5 reduce, #5×5, pool proj; `pool` halves the picture. */
const modules = {
  inception3a: [64, 96, 128, 16, 32, 32],
  inception3b: [128, 128, 192, 32, 96, 64],
  pool3: 'pool',
  inception4a: [192, 96, 208, 16, 48, 64],
  inception4b: [160, 112, 224, 24, 64, 64],
  inception4c: [128, 128, 256, 24, 64, 64],
  inception4d: [112, 144, 288, 32, 64, 64],
  inception4e: [256, 160, 320, 32, 128, 128],
  pool4: 'pool',
  inception5a: [256, 160, 320, 32, 128, 128],
  inception5b: [384, 192, 384, 48, 128, 128]
} as const

const googLeNet = drawNetwork(graph => {
  const picture = graph.layer('data', { size: [224, 224], channels: 3, classes: 1000 }).output('picture')
  const conv = (filters: number, size: number, stride: number, from: PortReference) => {
    const parameters = {
      filters,
      kernelSize: [size, size],
      strides: [stride, stride],
      padding: 'same',
      activation: 'relu'
    }
    return graph.layer('conv2d', parameters, from)
  }
  const pool = (from: PortReference) =>
    graph.layer('maxPooling2d', { poolSize: [3, 3], strides: [2, 2], padding: 'same' }, from)
  let features: PortReference = pool(conv(192, 3, 1, conv(64, 1, 1, pool(conv(64, 7, 2, picture)))))
  for (const [name, counts] of Object.entries(modules)) {
    if (counts === 'pool') {
      features = pool(features)
      continue
    }
    const [filters1x1, reduce3x3, filters3x3, reduce5x5, filters5x5, poolProjection] = counts
    const numbers = { filters1x1, reduce3x3, filters3x3, reduce5x5, filters5x5, poolProjection }
    features = graph.block(inception, numbers, features, { name })
  }
  const logits = graph.layer('dense', { units: 1000 }, graph.layer('globalAveragePooling2d', {}, features))
  graph.layer('output', {}, logits)
})

describe('inception', () => {
  it('adds up to GoogLeNet without its auxiliary heads, and to the sizes of the paper', () => {
    const { totals, nodeFacts, problems } = inferNetwork(googLeNet)
    expect(problems).toEqual([])
    expect([totals.parameters, totals.macs]).toEqual([6_998_552, 1_582_671_872])
    const sizes = Object.keys(modules).map(name => [name, nodeFacts[name]?.outputs['output'] ?? []])
    const paper = {
      inception3a: 256,
      inception3b: 480,
      inception4a: 512,
      inception4d: 528,
      inception4e: 832,
      inception5b: 1024
    }
    expect(Object.fromEntries(sizes)).toMatchObject(
      Object.fromEntries(
        Object.entries(paper).map(([name, channels]) => {
          const side = name.includes('3') ? 28 : name.includes('4') ? 14 : 7
          return [name, [side, side, channels]]
        })
      )
    )
  })
})

describe('residual', () => {
  it('fits behind any layer as it comes from the palette', () => {
    for (const stride of [1, 2, 3]) {
      const drawing = drawNetwork(graph => {
        const picture = graph.layer('data', { size: [15, 11], channels: 3, classes: 2 }).output('picture')
        graph.layer('output', {}, graph.block(residual, { filters: 5, stride }, picture))
      })
      const { problems, nodeFacts } = inferNetwork(drawing)
      expect(problems.filter(problem => problem.severity === 'error')).toEqual([])
      expect(nodeFacts['residual']?.outputs['output']).toEqual([Math.ceil(15 / stride), Math.ceil(11 / stride), 5])
    }
  })
})

describe('block catalogue', () => {
  it.each(blocks.map(definition => [definition.block.id, definition] as const))(
    '%s is found by its id, has help for all, and survives a project file',
    (id, definition) => {
      expect(findBlock(id)).toBe(definition)
      expect(definition.block.parameters.every(({ parameter }) => parameter.help.endsWith('.'))).toBe(true)
      const { document } = edit(
        createDocument('Block', emptyDrawing),
        'Add block',
        draft => draft.addBlockInstance({ block: definition }),
        layerOf
      )
      expect(validate(document, layerOf)).toEqual([])
      expect(parseProject(serialiseProject(document), layerOf).document).toEqual(document)
    }
  )
})
