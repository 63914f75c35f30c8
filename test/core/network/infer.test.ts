import { expect, test } from 'vitest'
import type { Drawing } from '../../../core/graph/drawing.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import { drawZooNetwork } from '../../../core/templates/catalogue.ts'
import { alexnetFeatures, basicResNet, bottleneckResNet, vgg } from './classic-networks.ts'

function countsOf(drawing: Drawing) {
  const { totals, problems } = inferNetwork(drawing)
  const statistics = totals.parameters - totals.trainableParameters
  const told = problems.filter(({ severity }) => severity !== 'hint')
  return { trainable: totals.trainableParameters, macs: totals.macs, statistics, problems: told }
}

function zoo(id: string, given = {}): Drawing {
  const drawn = drawZooNetwork(id, given)
  if ('problems' in drawn) throw new Error(JSON.stringify(drawn.problems))
  return drawn.drawing
}

test('counts LeNet-5 as the paper does, whichever variant', () => {
  const counts = { trainable: 61_706, macs: 416_520, statistics: 0, problems: [] }
  expect(countsOf(zoo('lenet5'))).toEqual(counts)
  expect(countsOf(zoo('lenet5', { variant: 'modern' }))).toEqual(counts)
})

test('counts the CNN of the benchmark', () => {
  expect(countsOf(zoo('mnistCnn'))).toMatchObject({ trainable: 225_034 })
})

const v16 = [64, 64, 'M', 128, 128, 'M', 256, 256, 256, 'M', 512, 512, 512, 'M', 512, 512, 512, 'M'] as const

test.each([
  ['ResNet-18', basicResNet([2, 2, 2, 2]), 11_689_512, 1_814_073_344, 9_600],
  ['ResNet-34', basicResNet([3, 4, 6, 3]), 21_797_672, 3_663_761_408, 17_024],
  ['ResNet-50', bottleneckResNet([3, 4, 6, 3]), 25_557_032, 4_089_184_256, 53_120],
  ['ResNet-101', bottleneckResNet([3, 4, 23, 3]), 44_549_160, 7_801_405_440, 105_344],
  ['ResNet-152', bottleneckResNet([3, 8, 36, 3]), 60_192_808, 11_513_626_624, 151_424],
  ['VGG-16', vgg(v16), 138_357_544, 15_470_264_320, 0]
])('counts %s as torchvision does, without a problem', (_, drawing, trainable, macs, statistics) => {
  expect(countsOf(drawing)).toEqual({ trainable, macs, statistics, problems: [] })
})

test('gives the receptive fields, strides and effective paddings of Araujo, Norris and Sim 2019 for VGG-16 and AlexNet', () => {
  const fieldBeforeFlatten = (drawing: Drawing) => {
    const { layers } = inferNetwork(drawing)
    const source = layers.find(each => each.node.type === 'flatten')!.inputs['input']![0]!
    return layers.find(each => each.key === source.key)!.facts?.receptiveField
  }
  expect(fieldBeforeFlatten(vgg(v16))).toEqual({ size: [212, 212], stride: [32, 32], start: [-90, -90] })
  expect(fieldBeforeFlatten(alexnetFeatures())).toEqual({ size: [195, 195], stride: [32, 32], start: [-64, -64] })
})

test('knows the shape on every edge and the facts of every node, inside blocks too', () => {
  const drawing = zoo('inceptionDigits')
  const { edgeShapes, nodeFacts, totals } = inferNetwork(drawing)
  expect(Object.keys(edgeShapes).sort()).toEqual(Object.keys(drawing.edges).sort())
  expect(Object.keys(nodeFacts).sort()).toEqual(Object.keys(drawing.nodes).sort())
  expect(nodeFacts['module1']?.outputs).toEqual({ output: [14, 14, 32] })
  const top = Object.values(drawing.nodes).filter(node => node.graph === drawing.root)
  expect(top.reduce((sum, { id }) => sum + nodeFacts[id]!.parameters, 0)).toBe(totals.parameters)
})

test('an edit of one layer of ResNet-152 builds that layer alone', () => {
  const drawing = bottleneckResNet([3, 8, 36, 3])
  const before = new Map(inferNetwork(drawing).layers.map(({ key, facts }) => [key, facts?.weights]))
  for (const activation of ['tanh', 'sigmoid']) {
    const stem = drawing.nodes['stem']!
    const edited = { ...stem, parameters: { ...stem.parameters, activation } }
    const { layers } = inferNetwork({ ...drawing, nodes: { ...drawing.nodes, stem: edited } })
    const built = layers.filter(({ key, facts }) => facts?.weights !== before.get(key))
    expect(built.map(({ key }) => key)).toEqual(['stem'])
  }
})
