import { describe, expect, it } from 'vitest'
import { residual } from '../../../../core/blocks/residual/residual.ts'
import { fragmentText, readFragment } from '../../../../core/document/blocks/fragments/fragment-text.ts'
import { fragmentOf } from '../../../../core/document/blocks/fragments/fragment.ts'
import { createDocument } from '../../../../core/document/create-document.ts'
import { drawNetwork } from '../../../../core/graph/graph-builder.ts'
import { layerOf } from '../../../../core/layers/catalogue.ts'

const document = createDocument(
  'Net',
  drawNetwork(graph => {
    const data = graph.layer('data', { size: [16, 16] })
    const conv = graph.layer('conv2d', { filters: 4 }, data.output('image'))
    graph.block(residual, { filters: 4 }, conv)
  })
)
const fragment = fragmentOf(document, {
  graph: 'root',
  nodes: new Set(['conv2d', 'residual']),
  positions: new Map([['conv2d', { x: 0, y: 96 }]])
})
const text = fragmentText(fragment)

function problemOf(pasted: string) {
  const read = readFragment(pasted, layerOf)
  return 'problem' in read ? `${read.problem.code}: ${read.problem.message}` : 'none'
}

describe('the text of a part of a drawing', () => {
  it('comes back as it was copied, with the definitions that it uses and nothing else', () => {
    expect(readFragment(text, layerOf)).toEqual({ fragment })
    expect(Object.keys(fragment.blocks).sort()).toEqual(['copied', 'residual'])
    expect(Object.values(fragment.nodes).filter(node => node.graph === 'copied')).toHaveLength(2)
  })

  it('says in its first line what it is', () => {
    expect(text.split('\n')[1]).toBe('  "kind": "Part of a Receptive drawing: paste it into one",')
  })

  it('is read out of the fences of an issue', () => {
    const fenced = ['See here:', '```json', text.replaceAll('\n', '\r\n'), '```', ''].join('\n')
    expect(readFragment(fenced, layerOf)).toEqual({ fragment })
  })

  it.each([
    ['hello', 'clipboard/not-a-drawing: The clipboard holds the text "hello"; expected a part of a drawing.'],
    ['', 'clipboard/not-a-drawing: The clipboard holds no text; expected a part of a drawing.'],
    ['{"formatVersion": 2}', 'clipboard/not-a-drawing: The clipboard holds other JSON; expected a part of a drawing.'],
    [
      ' '.repeat(8_000_001),
      'clipboard/too-long: The clipboard holds 8,000,001 characters; a part of a drawing has at most 8,000,000.'
    ],
    [
      text.replace('"conv2d", "type": "conv2d"', '"conv2d", "type": "conv9d"'),
      'clipboard/spoiled: The text of the drawing does not fit at nodes.conv2d.type. There is no layer type "conv9d".'
    ],
    [
      text.replace('"filters": 4', '"filters": [[4]]'),
      'clipboard/spoiled: The text of the drawing does not fit at nodes.conv2d.parameters.filters[0]. Found [4]; expected a number, or true or false, or a text, or null.'
    ]
  ])('says what was received and what was expected of %.30s', (pasted, expected) => {
    expect(problemOf(pasted)).toBe(expected)
  })

  it('never throws and never lets an invalid part in, wherever it was cut', () => {
    for (let length = 0; length < text.length; length += 7) {
      expect(problemOf(text.slice(0, length))).toMatch(/^clipboard\//)
      const read = readFragment(text.slice(0, length) + text.slice(length + 5), layerOf)
      if ('problem' in read) expect(read.problem.fix).not.toBe('')
    }
  })
})
