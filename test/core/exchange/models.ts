import { imageAndLabel } from '../../../core/data/fields/catalogue.ts'
import { weightKey, type TrainedModel } from '../../../core/exchange/trained-model.ts'
import type { Drawing, PortReference } from '../../../core/graph/drawing.ts'
import { drawNetwork, type DrawnNode, type GraphBuilder } from '../../../core/graph/graph-builder.ts'
import type { DatasetFacts } from '../../../core/layers/define-layer.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import { defaultsOf } from '../../../core/parameters.ts'
import { hasErrors } from '../../../core/problem.ts'
import { inceptionDigits } from '../../../core/zoo/digits/inception-digits.ts'
import { lenet5 } from '../../../core/zoo/digits/lenet5.ts'
import { residualDigits } from '../../../core/zoo/digits/residual-digits.ts'

const classes = Array.from({ length: 10 }, (_, digit) => String(digit))

/** Images that are not square, so that rows and columns cannot be exchanged unseen. */
export const images: DatasetFacts = { fields: imageAndLabel({ height: 28, width: 24, channels: 1, classes }) }
export const colorImages: DatasetFacts = { fields: imageAndLabel({ height: 20, width: 26, channels: 3, classes }) }
const datasets = { images, colorImages }

/** The same numbers from 0 to 1 for the same salt; Weyl's sequence, spread enough for weights and pixels. */
export function spread(salt: number): () => number {
  let value = salt * 0.7548776662466927
  return () => (value = (value + 0.6180339887498949 + value * value * 0.1) % 1)
}

/** The drawing with weights that no initializer gives: every one of them differs, variances are positive. */
export function modelOf(name: string, drawing: Drawing): TrainedModel {
  const network = inferNetwork(drawing, datasets)
  if (hasErrors(network.problems)) throw new Error(JSON.stringify(network.problems, undefined, 1))
  const weights: Record<string, Float32Array> = {}
  network.layers.forEach(({ key, facts }, index) => {
    for (const { name: weight, shape } of facts!.weights) {
      const next = spread(1 + index)
      const count = shape.reduce((product, size) => product * size, 1)
      const scale = Math.sqrt(3 / Math.max(1, count / shape.at(-1)!))
      const offset = /variance|gamma/i.test(weight) ? 1 : 0
      weights[weightKey(key, weight)] = Float32Array.from({ length: count }, () => offset + scale * (next() - 0.5))
    }
  })
  return { name, network, datasets, classes, weights }
}

function classifier(
  body: (graph: GraphBuilder, image: PortReference) => DrawnNode,
  data: object,
  reads = 'softmax'
): Drawing {
  return drawNetwork(graph => {
    const node = graph.layer('data', { dataset: 'images', ...data })
    const end = body(graph, node.output('image'))
    graph.layer('output', { reads }, end)
    if (reads === 'softmax') graph.layer('softmaxCrossEntropy', {}, { prediction: end, target: node.output('label') })
  })
}

/** One of each layer and of each way of padding and preprocessing, in branches of unequal length. */
function everything(): Drawing {
  return classifier(
    (graph, image) => {
      const padded = { padding: 'explicit', explicitPadding: [2, 1] }
      const stem = graph.layer('conv2d', { filters: 6, kernelSize: [5, 3], activation: 'relu', ...padded }, image)
      const same = graph.layer('conv2d', { filters: 4, strides: [2, 2], padding: 'same', activation: 'tanh' }, stem)
      const pooled = graph.layer('maxPooling2d', { poolSize: [3, 3], strides: [2, 2], padding: 'same' }, stem)
      const norm = graph.layer('batchNormalization', { scale: false, epsilon: 0.01 }, pooled)
      const long = graph.layer('sigmoid', {}, graph.layer('tanh', {}, graph.layer('relu', {}, norm)))
      const joined = graph.layer('concatenate', {}, [long, same, pooled])
      const left = graph.layer('conv2d', { filters: 5, kernelSize: [1, 1], useBias: false }, joined)
      const right = graph.layer(
        'conv2d',
        { filters: 5, kernelSize: [3, 3], padding: 'explicit', explicitPadding: [1, 1] },
        joined
      )
      const centered = graph.layer('batchNormalization', { center: false }, right)
      const sum = graph.layer('add', {}, [left, centered, graph.layer('softmax', {}, left)])
      const mean = graph.layer(
        'averagePooling2d',
        { padding: 'explicit', explicitPadding: [1, 1], poolSize: [3, 3] },
        sum
      )
      const tall = graph.layer('concatenate', { axis: 1 }, [mean, mean])
      const plain = graph.layer('averagePooling2d', { padding: 'same' }, tall)
      const row = graph.layer('dropout', { rate: 0.4 }, graph.layer('flatten', {}, plain))
      return graph.layer('dense', { units: 10 }, graph.layer('dense', { units: 12, activation: 'sigmoid' }, row))
    },
    { size: [33, 30], fit: 'pad', scale: 'centered' }
  )
}

/** What `everything` has not: the activations, the ways of merging and of reshaping, frozen and penalized weights. */
function vocabulary(): Drawing {
  return classifier(
    (graph, image) => {
      const stem = graph.layer('conv2d', { filters: 6, kernelSize: [3, 3], activation: 'gelu', l2: 0.01 }, image)
      const bent = (type: string, parameters = {}): DrawnNode => graph.layer(type, parameters, stem)
      const first = graph.layer('maximum', {}, [
        bent('leakyRelu'),
        bent('prelu', { sharedAxes: [1, 2] }),
        bent('relu6')
      ])
      const second = graph.layer('average', {}, [bent('elu', { alpha: 0.5 }), bent('selu'), bent('swish')])
      const third = graph.layer('subtract', {}, [bent('hardSwish'), bent('softplus')])
      const gate = graph.layer('hardSigmoid', {}, graph.layer('globalAveragePooling2d', {}, stem))
      const gated = graph.layer('multiply', {}, [graph.layer('gelu', {}, first), gate])
      const sum = graph.layer('add', {}, [gated, second, third])
      const noisy = graph.layer('spatialDropout2d', {}, graph.layer('gaussianNoise', {}, sum))
      const cut = graph.layer('cropping2d', { rows: [1, 2], columns: [0, 3] }, noisy)
      const wide = graph.layer('zeroPadding2d', { rows: [1, 0], columns: [0, 2] }, cut)
      const stretched = graph.layer('resizing', { size: [9, 8] }, wide)
      const near = graph.layer('resizing', { size: [5, 7], interpolation: 'nearest' }, wide)
      const grown = graph.layer('upSampling2d', { size: [1, 2], interpolation: 'bilinear' }, stretched)
      const square = graph.layer('permute', { dims: [2, 1, 3] }, graph.layer('upSampling2d', {}, near))
      const rows = graph.layer('reshape', { targetShape: [-1, 6] }, grown)
      const columns = graph.layer('reshape', { targetShape: [6, -1] }, square)
      const few = graph.layer('dense', { units: 5, activation: 'softplus', trainable: false }, rows)
      const product = graph.layer('dot', { axes: [2, 1], normalize: true }, [rows, columns])
      const vector = graph.layer(
        'dense',
        { units: 8, activation: 'hardSwish', l1: 0.1 },
        graph.layer('flatten', {}, few)
      )
      const repeated = graph.layer('repeatVector', { n: 3 }, vector)
      const flat = graph.layer('concatenate', {}, [
        graph.layer('flatten', {}, repeated),
        graph.layer('flatten', {}, graph.layer('dense', { units: 2, activation: 'selu' }, product))
      ])
      const chain = ['leakyRelu', 'relu6', 'elu', 'swish', 'hardSigmoid'].reduce(
        (from, activation) => graph.layer('dense', { units: 12, activation }, from),
        flat
      )
      return graph.layer('dense', { units: 10 }, chain)
    },
    { size: [17, 18], fit: 'stretch' }
  )
}

/** The ways of convolving, pooling and normalizing that the others have not. */
function windows(): Drawing {
  return classifier(
    (graph, image) => {
      const stem = graph.layer('conv2d', { filters: 8, dilationRate: [2, 1], activation: 'tanh' }, image)
      const grouped = graph.layer('conv2d', { filters: 6, groups: 2, padding: 'same', l1: 0.1 }, stem)
      const halving = { strides: [2, 2], padding: 'explicit', explicitPadding: [1, 1] }
      const depthwise = graph.layer('depthwiseConv2d', { depthMultiplier: 2, ...halving }, grouped)
      const separable = graph.layer('separableConv2d', { filters: 6, ...halving, l2: 0.1 }, grouped)
      const greatest = graph.layer('maxPooling2d', { poolSize: [3, 3], ...halving }, grouped)
      const narrow = graph.layer(
        'maxPooling2d',
        { poolSize: [4, 5], strides: [2, 2], padding: 'explicit', explicitPadding: [1, 1] },
        grouped
      )
      const joined = graph.layer('concatenate', {}, [depthwise, separable, greatest])
      const layer = graph.layer('layerNormalization', {}, joined)
      const whole = graph.layer('layerNormalization', { axis: [1, 2, 3], center: false }, narrow)
      const group = graph.layer('groupNormalization', { groups: 2, scale: false }, separable)
      const unit = graph.layer('l2Normalization', {}, graph.layer('globalMaxPooling2d', {}, layer))
      const grown = graph.layer('conv2dTranspose', { filters: 4, strides: [2, 2], padding: 'same' }, whole)
      const padded = graph.layer(
        'conv2dTranspose',
        { filters: 3, strides: [2, 3], outputPadding: [1, 0], trainable: false },
        group
      )
      const adapted = graph.layer('adaptiveAveragePooling2d', { outputSize: [4, 3] }, grown)
      const rows = [graph.layer('flatten', {}, adapted), graph.layer('globalAveragePooling2d', {}, padded), unit]
      return graph.layer('dense', { units: 10 }, graph.layer('concatenate', {}, rows))
    },
    { size: [17, 18], fit: 'stretch' }
  )
}

interface Stamped {
  readonly kernel: number
  readonly stride: number
  readonly added?: number
}

/** Every kernel, stride and output padding of one axis that a transposed convolution takes. */
function stampedAxes(padding: 'valid' | 'same', isPadded: boolean): readonly Stamped[] {
  return [1, 2, 3, 4].flatMap(kernel =>
    [1, 2, 3].flatMap(stride => {
      const least = padding === 'same' && kernel % 2 === 0 ? 1 : 0
      const paddings = Array.from({ length: stride }, (_, index) => least + index)
      return isPadded ? paddings.map(added => ({ kernel, stride, added })) : [{ kernel, stride }]
    })
  )
}

/** Each setting of a transposed convolution's rows beside three of its columns, all values delivered. */
function transposed(): Drawing {
  return classifier(
    (graph, image) => {
      const small = graph.layer('averagePooling2d', { poolSize: [10, 10] }, image)
      const ends = (['valid', 'same'] as const).flatMap(padding =>
        [true, false].flatMap(isPadded => {
          const axes = stampedAxes(padding, isPadded)
          return axes.flatMap((rows, index) =>
            [0, 5, 11].map(shift => {
              const columns = axes[(index + shift) % axes.length]!
              const parameters = {
                filters: 1,
                kernelSize: [rows.kernel, columns.kernel],
                strides: [rows.stride, columns.stride],
                padding,
                outputPadding: [rows.added, columns.added].filter(added => added !== undefined)
              }
              return graph.layer('flatten', {}, graph.layer('conv2dTranspose', parameters, small))
            })
          )
        })
      )
      return graph.layer('concatenate', {}, ends)
    },
    {},
    'asIs'
  )
}

function small(data: object, reads?: string): Drawing {
  return classifier(
    (graph, image) => {
      const conv = graph.layer('conv2d', { filters: 3, kernelSize: [3, 3] }, image)
      return graph.layer('dense', { units: 10 }, graph.layer('globalAveragePooling2d', {}, conv))
    },
    data,
    reads
  )
}

const zooParameters = { dataset: 'images', classes: 10 }

/** Networks that between them have all that an export must get right. */
export const models: Readonly<Record<string, TrainedModel>> = {
  lenet: modelOf('LeNet 5', lenet5.draw({ ...defaultsOf(lenet5.parameters), ...zooParameters })),
  residual: modelOf('residual', residualDigits.draw({ ...defaultsOf(residualDigits.parameters), ...zooParameters })),
  inception: modelOf(
    'inception',
    inceptionDigits.draw({ ...defaultsOf(inceptionDigits.parameters), ...zooParameters })
  ),
  everything: modelOf('everything', everything()),
  vocabulary: modelOf('vocabulary', vocabulary()),
  windows: modelOf('windows', windows()),
  transposed: modelOf('transposed', transposed()),
  stretched: modelOf('stretched', small({ size: [40, 17], fit: 'stretch', scale: 'raw' })),
  cropped: modelOf('cropped', small({ dataset: 'colorImages', channels: 3, size: [15, 16], fit: 'crop' })),
  shrunk: modelOf('shrunk', small({ dataset: 'colorImages', channels: 3, size: [15, 16], fit: 'pad' }, 'sigmoid')),
  plain: modelOf('plain', small({ dataset: '', size: [9, 8] }, 'asIs'))
}
