import { describe, expect, it } from 'vitest'
import { createDocument, emptyDrawing } from '../../../core/document/create-document.ts'
import type { Document } from '../../../core/document/records.ts'
import { validate } from '../../../core/document/validate.ts'
import type { Block, GraphNode } from '../../../core/graph/drawing.ts'
import { expand } from '../../../core/graph/expand.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'

/** Blocks of which each stands in the one before, the first in the root graph. */
function nested(depth: number): Document {
  const blocks: Record<string, Block> = {}
  const nodes: Record<string, GraphNode> = {}
  for (let level = 0; level < depth; level += 1) {
    const id = `b${level}`
    blocks[id] = { id, name: id, label: id, summary: '', graph: `g${level}`, parameters: [] }
    const graph = level === 0 ? 'root' : `g${level - 1}`
    nodes[`n${level}`] = { id: `n${level}`, graph, type: 'block', name: 'inner', parameters: {}, block: id }
  }
  return createDocument('nested', { ...emptyDrawing, blocks, nodes })
}

const backwards = <Value>(record: Readonly<Record<string, Value>>) =>
  Object.fromEntries(Object.entries(record).reverse())

describe('blocks in blocks', () => {
  it('may stand as deep as code that opens them can walk', () => {
    expect(validate(nested(100), layerOf)).toEqual([])
    expect(expand(nested(100)).problems).toEqual([])
  })

  it.each([101, 5000])('%i levels deep are one problem, in whatever order they are told', depth => {
    const document = nested(depth)
    for (const each of [document, { ...document, blocks: backwards(document.blocks) }]) {
      expect(validate(each, layerOf)).toMatchObject([
        {
          code: 'graph/blocks-nested-too-deep',
          where: { path: expect.stringMatching(/^nodes\.n\d+\.block$/) },
          message: 'Blocks stand inside each other more than 100 levels deep.'
        }
      ])
    }
  })
})
