import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createDocument } from '../../../core/document/create-document.ts'
import { edit } from '../../../core/document/edit.ts'
import type { Drawing } from '../../../core/graph/drawing.ts'
import { drawNetwork } from '../../../core/graph/graph-builder.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import { perform, randomSession } from '../document/random-edits.ts'

/** Other objects with the same values, of which nothing is known yet. */
function unknown({ root, nodes, edges, blocks }: Drawing): Drawing {
  return structuredClone({ root, nodes, edges, blocks })
}

const start = createDocument(
  'Start',
  drawNetwork(graph => {
    const data = graph.layer('data', { size: [16, 16] })
    const conv = graph.layer('conv2d', { filters: 4 }, data.output('image'))
    const dense = graph.layer('dense', { units: 10 }, graph.layer('flatten', {}, conv))
    graph.layer('softmaxCrossEntropy', {}, { prediction: dense, target: data.output('label') })
  })
)

it('infers after any edits, from what it remembers, what it infers of the same drawing anew', () => {
  fc.assert(
    fc.property(randomSession, operations => {
      let document = start
      for (const step of operations) {
        document = edit(document, 'Edit', draft => step.forEach(each => perform(draft, each)), layerOf).document
        expect(inferNetwork(document)).toEqual(inferNetwork(unknown(document)))
      }
    }),
    { numRuns: 60, seed: 3 }
  )
})

it('keeps the layers, as the same objects, that an edit after them leaves as they are', () => {
  const before = inferNetwork(start)
  const { document } = edit(start, 'Fewer', draft => draft.setParameters('dense', { units: 5 }), layerOf)
  const after = inferNetwork(document)
  const kept = after.layers.filter(layer => before.layers.includes(layer)).map(({ node }) => node.type)
  expect(kept).toEqual(['data', 'conv2d', 'flatten'])
})
