import { bottleneck } from '../../blocks/residual/bottleneck.ts'
import { convolutionUnit } from '../../blocks/convolution-unit.ts'
import { residual } from '../../blocks/residual/residual.ts'
import type { PortReference } from '../../graph/drawing.ts'
import { drawClassifier, explicitly, networkParameters, scaled } from '../classifier.ts'
import { defineNetwork } from '../define-network.ts'

interface ResNet {
  readonly depth: number
  /** Repeats of the block in each of the four stages. */
  readonly repeats: readonly [number, number, number, number]
  readonly summary: string
}

/** A column of the paper's table 1, with the strides of bottlenecks on their 3×3 convolutions. */
function resnet({ depth, repeats, summary }: ResNet) {
  const block = depth < 50 ? residual : bottleneck
  return defineNetwork({
    id: `resnet${depth}`,
    name: `ResNet-${depth}`,
    year: 2015,
    paper: 'He, Zhang, Ren and Sun, "Deep Residual Learning for Image Recognition", 2015, table 1',
    settings:
      'Epsilon 1e-5 of the batch normalizations as in the paper’s code; their momentum is Keras’s, 0.99. Padding as in PyTorch’s torchvision.',
    summary,
    parameters: networkParameters({ size: 224, min: 32 }),
    draw: ({ width, ...image }) =>
      drawClassifier({
        ...image,
        body(graph, input) {
          const window = { kernelSize: [7, 7], strides: [2, 2], ...explicitly(3) }
          const conv = graph.block(convolutionUnit, { filters: scaled(64, width), epsilon: 1e-5, ...window }, input, {
            name: 'conv1'
          })
          const halving = { poolSize: [3, 3], strides: [2, 2], ...explicitly(1) }
          const pool = graph.layer('maxPooling2d', halving, conv, { name: 'pool1' })
          const features = repeats.reduce<PortReference>((from, repeat, stage) => {
            // The first stage of basic blocks keeps the shape that the stem gives it.
            const shortcut = stage === 0 && block === residual ? 'identity' : 'projection'
            const parameters = { filters: scaled(64 * 2 ** stage, width), stride: stage === 0 ? 1 : 2, shortcut }
            return graph.block(block, parameters, from, { name: `stage${stage + 2}`, repeat })
          }, pool)
          return graph.layer('globalAveragePooling2d', {}, features, { name: 'average' })
        }
      })
  })
}

export const resnet18 = resnet({
  depth: 18,
  repeats: [2, 2, 2, 2],
  summary:
    'The smallest residual network for large images: two basic blocks in each of four stages. A block adds what it computes to its input, so it only has to learn what to change, and gradients pass straight through the sums. Look into a stage: only the first of its blocks halves the image and needs a projection.'
})
export const resnet34 = resnet({
  depth: 34,
  repeats: [3, 4, 6, 3],
  summary:
    'Twice as deep as ResNet-18 and better for it, where a plain network of that depth is worse: the paper’s point. Set the shortcuts of its stages to none to see that plain twin. It costs a fifth of VGG-19’s work, with a sixth of its parameters.'
})
export const resnet50 = resnet({
  depth: 50,
  repeats: [3, 4, 6, 3],
  summary:
    'ResNet-34 with bottlenecks in place of basic blocks: 1×1 convolutions bring the channels down before the 3×3 one and up again behind it. Three layers for the price of two. For years it was the backbone that everybody measured against. Open a bottleneck and compare MACs: the 3×3 convolution costs about as much as both 1×1 ones together.'
})
export const resnet101 = resnet({
  depth: 101,
  repeats: [3, 4, 23, 3],
  summary:
    'ResNet-50 with 23 blocks in its fourth stage in place of 6: depth where images are 14×14 and layers are cheap. Look at the stack behind that stage, and at the share of the network’s work that lies in it.'
})
export const resnet152 = resnet({
  depth: 152,
  repeats: [3, 8, 36, 3],
  summary:
    'The deepest network of its year: 152 layers with weights, eight times VGG-19, for less work than VGG-16. It was part of the ensemble that won the 2015 ImageNet competition. Look at the fourth stage: 36 bottlenecks in one node; open it, and the facts are those of the first of them.'
})
