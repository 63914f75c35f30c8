import { describe, expect, it } from 'vitest'
import { residual } from '../../../core/blocks/residual/residual.ts'
import type { Drawing } from '../../../core/graph/drawing.ts'
import { expand } from '../../../core/graph/expand.ts'
import { drawNetwork, type GraphBuilder } from '../../../core/graph/graph-builder.ts'
import { inferNetwork } from '../../../core/network/infer.ts'

function network(graph: GraphBuilder): void {
  const data = graph.layer('data', { size: [16, 16] })
  const conv = graph.layer('conv2d', { filters: 8, padding: 'same' }, data.output('image'), { name: 'conv' })
  const same = graph.layer('conv2d', { filters: 8, padding: 'same' }, conv, { name: 'same' })
  const stage = graph.block(residual, { filters: 8 }, same, { name: 'stage', repeat: 2 })
  const sum = graph.layer('add', {}, [stage, conv])
  const dense = graph.layer('dense', { units: 10 }, graph.layer('flatten', {}, sum))
  graph.layer('softmaxCrossEntropy', {}, { prediction: dense, target: data.output('label') })
}

/** The network with some nodes as they are written here. */
function changed(nodes: Readonly<Record<string, object>>): Drawing {
  const drawing = drawNetwork(network)
  const records = Object.entries(drawing.nodes).map(([id, node]) => [id, { ...node, ...nodes[id] }] as const)
  return { ...drawing, nodes: Object.fromEntries(records) }
}

const out = { isBypassed: true } as const

describe('a bypassed node', () => {
  it('hands its first input on, alone, in a row with others, and as a repeated block', () => {
    const { nodes } = expand(changed({ same: out, stage: out }))
    expect(nodes.map(({ path }) => path)).toEqual(['data', 'conv', 'add', 'flatten', 'dense', 'softmaxCrossEntropy'])
    expect(nodes.find(({ path }) => path === 'add')?.inputs).toEqual({
      inputs: [
        { key: 'conv', port: 'output' },
        { key: 'conv', port: 'output' }
      ]
    })
  })

  it('gives the network that there is without it: the same layers, totals and problems', () => {
    const without = drawNetwork(graph => {
      const data = graph.layer('data', { size: [16, 16] })
      const conv = graph.layer('conv2d', { filters: 8, padding: 'same' }, data.output('image'), { name: 'conv' })
      const sum = graph.layer('add', {}, [conv, conv])
      const dense = graph.layer('dense', { units: 10 }, graph.layer('flatten', {}, sum))
      graph.layer('softmaxCrossEntropy', {}, { prediction: dense, target: data.output('label') })
    })
    const [one, other] = [inferNetwork(changed({ same: out, stage: out })), inferNetwork(without)]
    expect(one.totals).toEqual(other.totals)
    expect(one.layers.map(({ path, facts }) => ({ path, facts }))).toEqual(
      other.layers.map(({ path, facts }) => ({ path, facts }))
    )
    expect(one.problems).toEqual(other.problems)
  })

  it('has no problem of its own, whatever is wrong with it', () => {
    const wrong = {
      same: { ...out, parameters: { filters: 0, units: 3 } },
      stage: { ...out, block: 'gone', repeat: -1, parameters: { filters: { expression: '4 *' } } }
    }
    const { problems } = inferNetwork(changed(wrong))
    expect(problems.filter(({ where }) => ['same', 'stage'].includes(where.node ?? ''))).toEqual([])
    expect(inferNetwork(changed({ same: { parameters: { filters: 0 } } })).problems).not.toEqual([])
  })

  it('says that nothing passes where nothing comes in, as what follows gets nothing', () => {
    const drawing = changed({ same: out })
    const edges = Object.fromEntries(Object.entries(drawing.edges).filter(([, { to }]) => to.node !== 'same'))
    const { problems } = inferNetwork({ ...drawing, edges })
    expect(problems.filter(({ severity }) => severity === 'error')).toMatchObject([
      { code: 'graph/nothing-passes', where: { node: 'same', path: 'same' } }
    ])
  })
})
