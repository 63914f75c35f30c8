import { expect, it } from 'vitest'
import { drawNetwork } from '../../../core/graph/graph-builder.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import { networkSummary } from '../../../core/network/summary.ts'
import { markdownTable } from '../../../core/text-table.ts'

const network = inferNetwork(
  drawNetwork(graph => {
    const data = graph.layer('data', { size: [8, 8] })
    const conv = graph.layer('conv2d', { filters: 2 }, data.output('image'), { name: 'conv' })
    const dense = graph.layer('dense', { units: 10 }, graph.layer('flatten', {}, conv))
    graph.layer('softmaxCrossEntropy', {}, { prediction: dense, target: data.output('label') }, { name: 'loss' })
  })
)

it('sums a network up in Markdown, with numbers to the right and a bar in a name escaped', () => {
  expect(networkSummary('Small', network, 'markdown')).toBe(
    [
      '**Small**',
      '',
      '| Layer   | Type                | Output | Parameters | MACs | Receptive field |',
      '| ------- | ------------------- | ------ | ---------: | ---: | --------------- |',
      '| data    | data                | 8×8×1  |          0 |    0 | 1×1             |',
      '| conv    | conv2d              | 6×6×2  |         20 |  648 | 3×3             |',
      '| flatten | flatten             | 72     |          0 |    0 | all×all         |',
      '| dense   | dense               | 10     |        730 |  720 | all×all         |',
      '| loss    | softmaxCrossEntropy |        |          0 |    0 | all×all         |',
      '',
      '- 5 layers',
      '- 750 parameters, 750 of them trainable',
      '- 1,368 multiply-adds for one sample, forward',
      '- 1.3 KB of activations for one sample',
      ''
    ].join('\n')
  )
})

it('escapes bars in the cells of a table', () => {
  expect(markdownTable(['Name'], [['a|b']])).toEqual(['| Name |', '| ---- |', '| a\\|b |'])
})

it('sums it up as text in columns', () => {
  const lines = networkSummary('Small', network, 'text').split('\n')
  expect(lines.slice(2, 5)).toEqual([
    'Layer    Type                 Output  Parameters  MACs  Receptive field',
    '───────  ───────────────────  ──────  ──────────  ────  ───────────────',
    'data     data                 8×8×1            0     0  1×1'
  ])
})
