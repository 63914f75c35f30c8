import { residual } from '../../../core/blocks/residual/residual.ts'
import { defineBlock } from '../../../core/graph/define-block.ts'
import type { BlockDefinition, Drawing, PortReference } from '../../../core/graph/drawing.ts'
import { drawNetwork, expression, type GraphBuilder } from '../../../core/graph/graph-builder.ts'
import { integer } from '../../../core/parameters.ts'

/** Figure 5 right of He et al. 2015, its stride on the 3×3 as torchvision has it; only the first of a stage projects. */
const bottleneck = defineBlock(
  {
    name: 'bottleneck',
    label: 'Bottleneck',
    summary: 'A residual block through fewer channels.',
    parameters: {
      filters: integer({ default: 64, min: 1, max: 65_536, help: 'Channels in the middle.' }),
      stride: integer({ default: 1, min: 1, max: 2, help: 'Of the first block.' })
    }
  },
  graph => {
    const input = graph.input()
    const conv = (count: string, size: number, strides: string, from: PortReference, when?: string) => {
      const padding = size === 3 ? { padding: 'explicit', explicitPadding: [1, 1] } : {}
      const parameters = {
        filters: expression(count),
        kernelSize: [size, size],
        strides: expression(strides),
        useBias: false,
        ...padding
      }
      const options = when === undefined ? {} : { when }
      return graph.layer('batchNormalization', {}, graph.layer('conv2d', parameters, from, options), options)
    }
    const first = graph.layer('relu', {}, conv('filters', 1, '1', input))
    const middle = graph.layer('relu', {}, conv('filters', 3, 'index == 1 ? stride : 1', first))
    const last = conv('4 * filters', 1, '1', middle)
    const shortcut = conv('4 * filters', 1, 'stride', input, 'index == 1')
    graph.output(graph.layer('relu', {}, graph.layer('add', {}, [last, shortcut])))
  }
)

/** ResNets for 224×224×3 and 1,000 classes: repeats of a block in four stages. */
function drawResidual(body: (graph: GraphBuilder, stem: PortReference) => PortReference): Drawing {
  return drawNetwork(graph => {
    const data = graph.layer('data', { size: [224, 224], channels: 3, classes: 1000 })
    const stem = graph.layer(
      'conv2d',
      {
        filters: 64,
        kernelSize: [7, 7],
        strides: [2, 2],
        padding: 'explicit',
        explicitPadding: [3, 3],
        useBias: false
      },
      data.output('image'),
      { name: 'stem' }
    )
    const active = graph.layer('relu', {}, graph.layer('batchNormalization', {}, stem))
    const pool = { poolSize: [3, 3], strides: [2, 2], padding: 'explicit', explicitPadding: [1, 1] }
    const features = body(graph, graph.layer('maxPooling2d', pool, active, { name: 'pool' }))
    const logits = graph.layer('dense', { units: 1000 }, graph.layer('globalAveragePooling2d', {}, features))
    graph.layer('softmaxCrossEntropy', {}, { prediction: logits, target: data.output('label') })
    graph.layer('output', {}, logits)
  })
}

const stageFilters = [64, 128, 256, 512]

/** ResNet-18 [2, 2, 2, 2] and -34 [3, 4, 6, 3], each block drawn by itself. */
export function basicResNet(counts: readonly number[]): Drawing {
  return drawResidual((graph, stem) => {
    let features = stem
    counts.forEach((count, stage) => {
      for (let block = 0; block < count; block += 1) {
        const stride = block === 0 && stage > 0 ? 2 : 1
        const shortcut = stride === 2 ? 'projection' : 'identity'
        features = graph.block(residual, { filters: stageFilters[stage]!, stride, shortcut }, features)
      }
    })
    return features
  })
}

/** ResNet-50 [3, 4, 6, 3], -101 [3, 4, 23, 3] and -152 [3, 8, 36, 3], each stage one block that repeats. */
export function bottleneckResNet(counts: readonly number[], definition: BlockDefinition = bottleneck): Drawing {
  return drawResidual((graph, stem) =>
    counts.reduce<PortReference>(
      (features, repeat, stage) =>
        graph.block(definition, { filters: stageFilters[stage]!, stride: stage === 0 ? 1 : 2 }, features, { repeat }),
      stem
    )
  )
}

/** VGG configuration D or E of Simonyan and Zisserman 2014: numbers are filters, `M` is a pooling. */
export function vgg(layers: readonly (number | 'M')[]): Drawing {
  return drawNetwork(graph => {
    const data = graph.layer('data', { size: [224, 224], channels: 3, classes: 1000 })
    const features = layers.reduce<PortReference>(
      (from, filters) =>
        filters === 'M'
          ? graph.layer('maxPooling2d', {}, from)
          : graph.layer('conv2d', { filters, padding: 'same', activation: 'relu' }, from),
      data.output('image')
    )
    const dense = (units: number, activation: string, from: PortReference) =>
      graph.layer('dropout', {}, graph.layer('dense', { units, activation }, from))
    const hidden = dense(4096, 'relu', dense(4096, 'relu', graph.layer('flatten', {}, features)))
    const logits = graph.layer('dense', { units: 1000 }, hidden)
    graph.layer('softmaxCrossEntropy', {}, { prediction: logits, target: data.output('label') })
    graph.layer('output', {}, logits)
  })
}

/** The convolutions and poolings of AlexNet as TF-slim has them (`alexnet_v2`), up to the flatten. */
export function alexnetFeatures(): Drawing {
  return drawNetwork(graph => {
    const data = graph.layer('data', { size: [224, 224], channels: 3, classes: 1000 })
    const conv = (filters: number, size: number, stride: number, padding: string, from: PortReference) =>
      graph.layer('conv2d', { filters, kernelSize: [size, size], strides: [stride, stride], padding }, from)
    const pool = (from: PortReference) => graph.layer('maxPooling2d', { poolSize: [3, 3], strides: [2, 2] }, from)
    const first = pool(conv(64, 11, 4, 'valid', data.output('image')))
    const second = pool(conv(192, 5, 1, 'same', first))
    const last = [384, 384, 256].reduce<PortReference>((from, filters) => conv(filters, 3, 1, 'same', from), second)
    graph.layer('flatten', {}, pool(last))
  })
}
