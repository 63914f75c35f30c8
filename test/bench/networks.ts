import type { Dataset } from '../../core/data/dataset.ts'
import type { PortReference } from '../../core/graph/drawing.ts'
import { drawNetwork, type GraphBuilder } from '../../core/graph/graph-builder.ts'
import { residual } from '../../core/blocks/residual/residual.ts'
import { inferNetwork } from '../../core/network/infer.ts'
import type { Network } from '../../core/network/network.ts'
import { defaultsOf } from '../../core/parameters.ts'
import { lenet5 } from '../../core/zoo/digits/lenet5.ts'
import { mnistCnn } from '../../core/zoo/digits/mnist-cnn.ts'
import { digits } from '../digits.ts'
import { imagesAndLabels } from '../images-and-labels.ts'

/** What the training benchmark trains, and on what. Peers know the networks by the same names. */
export interface BenchCase {
  readonly name: string
  readonly network: Network
  readonly dataset: Dataset
  readonly sampleCount: number
}

const imageCount = 6400

/** Color images of 32×32 with a square whose place tells the class, in noise: only their size matters here. */
function squares(): Dataset {
  const images = new Uint8Array(imageCount * 32 * 32 * 3)
  const labels = Int32Array.from({ length: imageCount }, (_, sample) => sample % 10)
  let state = 1
  for (let at = 0; at < images.length; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const sample = Math.floor(at / 3072)
    const row = Math.floor((at % 3072) / 96)
    const isBright = row >= 3 * (sample % 10) && row < 3 * (sample % 10) + 4
    images[at] = (state >>> 25) + (isBright ? 120 : 0)
  }
  const classes = Array.from({ length: 10 }, (_, position) => String(position))
  const size = { height: 32, width: 32, channels: 3, classes }
  return imagesAndLabels({ id: 'squares', fingerprint: 'squares' }, size, images, labels)
}

function classifier(body: (graph: GraphBuilder, image: PortReference) => PortReference): Network {
  const drawing = drawNetwork(graph => {
    const data = graph.layer('data', { dataset: 'squares', size: [32, 32], channels: 3 })
    const features = body(graph, data.output('image'))
    const logits = graph.layer('dense', { units: 10 }, features, { name: 'logits' })
    graph.layer('softmaxCrossEntropy', {}, { prediction: logits, target: data.output('label') })
    graph.layer('output', {}, logits)
  })
  return inferNetwork(drawing, { squares: squares().about })
}

/** Four convolutions with batch normalization after each ReLU: 591,658 trainable parameters. */
function cifarCnn(): Network {
  return classifier((graph, image) => {
    let last = image
    for (const filters of [32, 64]) {
      for (let layer = 0; layer < 2; layer++) {
        const parameters = { filters, kernelSize: [3, 3], padding: 'same', activation: 'relu' }
        last = graph.layer('batchNormalization', {}, graph.layer('conv2d', parameters, last))
      }
      last = graph.layer('maxPooling2d', {}, last)
    }
    return graph.layer('dense', { units: 128, activation: 'relu' }, graph.layer('flatten', {}, last))
  })
}

/** ResNet-20 with projections where shapes change: 272,474 trainable parameters. */
function resnet20(): Network {
  return classifier((graph, image) => {
    const stem = { filters: 16, kernelSize: [3, 3], padding: 'same', useBias: false }
    let last: PortReference = graph.layer(
      'relu',
      {},
      graph.layer('batchNormalization', {}, graph.layer('conv2d', stem, image))
    )
    for (const [filters, stride] of [
      [16, 1],
      [32, 2],
      [64, 2]
    ]) {
      const shortcut = filters === 16 ? 'identity' : 'projection'
      last = graph.block(residual, { filters, stride, shortcut }, last, { repeat: 3 })
    }
    return graph.layer('globalAveragePooling2d', {}, last)
  })
}

export function benchCases(): readonly BenchCase[] {
  const numbers = digits()
  const onDigits = (
    drawing: Parameters<typeof inferNetwork>[0]
  ): Pick<BenchCase, 'network' | 'dataset' | 'sampleCount'> => ({
    network: inferNetwork(drawing, { digits: numbers.about }),
    dataset: numbers,
    sampleCount: 8000
  })
  const color = { dataset: squares(), sampleCount: imageCount }
  return [
    { name: 'lenet5', ...onDigits(lenet5.draw({ ...defaultsOf(lenet5.parameters), dataset: 'digits' })) },
    { name: 'mnistCnn', ...onDigits(mnistCnn.draw({ ...defaultsOf(mnistCnn.parameters), dataset: 'digits' })) },
    { name: 'cifarCnn', network: cifarCnn(), ...color },
    { name: 'resnet20', network: resnet20(), ...color }
  ]
}
