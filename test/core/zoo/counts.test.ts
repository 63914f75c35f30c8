import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Json } from '../../../core/json.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import type { Network } from '../../../core/network/network.ts'
import { drawZooNetwork } from '../../../core/templates/catalogue.ts'
import { zoo, zooNetwork } from '../../../core/zoo/catalogue.ts'

function networkOf(id: string, given: Readonly<Record<string, Json>> = {}): Network {
  const drawn = drawZooNetwork(id, given)
  if ('problems' in drawn) throw new Error(JSON.stringify(drawn.problems))
  return inferNetwork(drawn.drawing)
}

function errorsOf({ problems }: Network) {
  return problems.filter(({ severity }) => severity === 'error')
}

/** The totals that torchvision's and the papers' models have, counted with hooks: trainable parameters and MACs. */
test.each([
  ['lenet5', {}, 61_706, 416_520],
  ['alexnet', {}, 60_965_224, 724_406_816],
  ['alexnet', { groups: 1 }, 62_378_344, 1_135_256_096],
  ['zfnet', {}, 62_357_608, 1_168_032_896],
  ['vgg11', {}, 132_863_336, 7_609_090_048],
  ['vgg13', {}, 133_047_848, 11_308_466_176],
  ['vgg16', {}, 138_357_544, 15_470_264_320],
  ['vgg19', {}, 143_667_240, 19_632_062_464],
  ['googlenet', { auxiliaryHeads: false }, 6_998_552, 1_582_671_872],
  ['googlenet', {}, 13_378_280, undefined],
  ['resnet18', {}, 11_689_512, 1_814_073_344],
  ['resnet34', {}, 21_797_672, 3_663_761_408],
  ['resnet50', {}, 25_557_032, 4_089_184_256],
  ['resnet101', {}, 44_549_160, 7_801_405_440],
  ['resnet152', {}, 60_192_808, 11_513_626_624],
  // torchvision's squeezenet1_0, and Lin's network for CIFAR-10.
  ['squeezenet', {}, 1_248_424, undefined],
  ['nin', {}, 966_986, undefined]
] as const)('%s %o counts to the digit', (id, given, parameters, macs) => {
  const network = networkOf(id, given)
  expect(errorsOf(network)).toEqual([])
  expect(network.totals.trainableParameters).toBe(parameters)
  if (macs !== undefined) expect(network.totals.macs).toBe(macs)
})

test.each([
  ['resnet18', 9_600],
  ['resnet34', 17_024],
  ['resnet50', 53_120],
  ['resnet101', 105_344],
  ['resnet152', 151_424]
] as const)('%s has the moving statistics of torchvision beside', (id, count) => {
  const { parameters, trainableParameters } = networkOf(id).totals
  expect(parameters - trainableParameters).toBe(count)
})

interface KerasCounts {
  readonly input: readonly number[]
  readonly lastImage: readonly number[]
  readonly parameters: number
  readonly trainableParameters: number
  readonly normalizations: readonly (Normalization & { readonly count: number })[]
}

interface Normalization {
  readonly momentum: number
  readonly epsilon: number
  readonly center: boolean
  readonly scale: boolean
}

const keras = JSON.parse(readFileSync('test/fixtures/zoo/keras-counts.json', 'utf8')) as Record<string, KerasCounts>

test.each(Object.entries(keras))('%s is as large as Keras has it, down to its last image', (id, counts) => {
  const { layers, totals } = networkOf(id)
  const images = layers.flatMap(({ facts }) => Object.values(facts?.outputs ?? {}).filter(({ length }) => length === 3))
  expect([images[0], images.at(-1)]).toEqual([counts.input, counts.lastImage])
  expect(totals).toMatchObject({ parameters: counts.parameters, trainableParameters: counts.trainableParameters })
})

/** Each setting of the network's batch normalizations, as often as it occurs. */
function normalizationsOf(id: string): readonly object[] {
  const found = networkOf(id).layers.filter(({ layer }) => layer.type === 'batchNormalization')
  const settings = found.map(({ parameters: { momentum, epsilon, center, scale } }) =>
    JSON.stringify({ momentum, epsilon, center, scale })
  )
  return [...new Set(settings)].map(each => ({
    ...(JSON.parse(each) as object),
    count: settings.filter(other => other === each).length
  }))
}

test.each(Object.entries(keras))('%s normalizes with the settings that Keras has', (id, { normalizations }) => {
  expect(normalizationsOf(id)).toEqual(normalizations)
})

/** `eps: 1e-05` in the BatchNorm layers of github.com/KaimingHe/deep-residual-networks. */
test.each(['resnet18', 'resnet50', 'resnet20', 'residualDigits'])('%s has the epsilon of its authors', id => {
  expect(normalizationsOf(id)).toEqual([
    { momentum: 0.99, epsilon: 1e-5, center: true, scale: true, count: expect.any(Number) as number }
  ])
})

/** Section 3.3 of the paper: k = 2, n = 5, alpha = 1e-4, beta = 0.75, where alpha multiplies the sum of n squares. */
test.each(['alexnet', 'zfnet'])('%s normalizes local responses as the paper of AlexNet', id => {
  const found = networkOf(id).layers.filter(({ layer }) => layer.type === 'localResponseNormalization')
  expect(found).toHaveLength(2)
  for (const { parameters } of found) expect(parameters).toEqual({ size: 5, k: 2, alpha: 5 * 1e-4, beta: 0.75 })
})

test('every network says whose settings its layers have', () => {
  for (const { id, settings } of zoo) expect(settings, id).toMatch(/^[A-Z].*\.$/)
})

/** Table 6 of He et al. 2015, in millions to two digits, and the layers that its names count. */
test.each([
  ['resnet20', 20, 0.27],
  ['resnet32', 32, 0.46],
  ['resnet44', 44, 0.66],
  ['resnet56', 56, 0.85],
  ['resnet110', 110, 1.7]
] as const)(
  '%s has %i layers with weights and %f million parameters, and so has its plain twin',
  (id, depth, millions) => {
    for (const given of [{}, { shortcuts: 'none' }]) {
      const { layers, totals } = networkOf(id, given)
      expect(layers.filter(({ layer }) => ['conv2d', 'dense'].includes(layer.type))).toHaveLength(depth)
      expect(Math.abs(totals.trainableParameters / 1e6 - millions)).toBeLessThan(0.04)
      expect(layers.some(({ layer }) => layer.type === 'add')).toBe(!('shortcuts' in given))
    }
  }
)

const inputs = zoo.filter(({ parameters }) => 'size' in parameters)

test.each(inputs)('$name can be drawn for the smallest image, few classes and a fraction of its width', network => {
  const { min } = network.parameters['size'] as { readonly min: number }
  const classes = 'classes' in network.parameters ? { classes: 3 } : {}
  const small = networkOf(network.id, { size: min, width: 0.1, ...classes })
  expect(errorsOf(small)).toEqual([])
  expect(small.totals.parameters).toBeLessThan(networkOf(network.id).totals.parameters / 10)
})

test('is found by the names that people write', () => {
  for (const id of ['ResNet-50', 'vgg_16', 'GoogLeNet', 'DenseNet121']) {
    expect(zooNetwork(id)?.id).toBe(id.toLowerCase().replace(/[-_]/, ''))
  }
})

test('says of each network what it brought, in one paragraph, and where it was described', () => {
  for (const { id, summary, paper, parameters, year } of zoo) {
    expect(summary, id).toMatch(/^[A-Z].{150,}[.]$/)
    if ('width' in parameters) expect(paper, id).toContain(String(year))
  }
})
