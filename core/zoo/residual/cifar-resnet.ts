import { convolutionUnit } from '../../blocks/convolution-unit.ts'
import { residual } from '../../blocks/residual/residual.ts'
import type { PortReference } from '../../graph/drawing.ts'
import { choice } from '../../parameters.ts'
import { drawClassifier, networkParameters, scaled } from '../classifier.ts'
import { defineNetwork } from '../define-network.ts'

/** The networks of the paper's section 4.2 for 32×32 images: 6n + 2 layers, three stages of n basic blocks. */
function cifarResnet(depth: number, summary: string) {
  return defineNetwork({
    id: `resnet${depth}`,
    name: `ResNet-${depth} for CIFAR`,
    year: 2015,
    paper: 'He, Zhang, Ren and Sun, "Deep Residual Learning for Image Recognition", 2015, section 4.2',
    settings: 'Epsilon 1e-5 of the batch normalizations as in the paper’s code; their momentum is Keras’s, 0.99.',
    summary,
    parameters: {
      shortcuts: choice(['padding', 'projection', 'none'], {
        default: 'padding',
        optionLabels: { padding: 'Zero padding', projection: 'Projection', none: 'None: the plain twin' },
        help: 'Where a stage halves the image: zero padding, without parameters, as in the paper (A), or a 1×1 convolution (B). None takes all shortcuts away: the plain twin, with the same layers.'
      }),
      ...networkParameters({ size: 32, min: 4, classes: 10 })
    },
    draw: ({ shortcuts, width, ...image }) =>
      drawClassifier({
        ...image,
        body(graph, input) {
          const first = scaled(16, width)
          const conv = graph.block(convolutionUnit, { filters: first, epsilon: 1e-5 }, input, { name: 'conv1' })
          const features = [0, 1, 2].reduce<PortReference>((from, stage) => {
            const kept = shortcuts === 'none' ? shortcuts : 'identity'
            const shortcut = stage === 0 ? kept : shortcuts
            const parameters = { filters: first * 2 ** stage, stride: stage === 0 ? 1 : 2, shortcut }
            return graph.block(residual, parameters, from, { name: `stage${stage + 1}`, repeat: (depth - 2) / 6 })
          }, conv)
          return graph.layer('globalAveragePooling2d', {}, features, { name: 'average' })
        }
      })
  })
}

const twin = 'Its plain twin is one setting away: shortcuts none.'

export const resnet20 = cifarResnet(
  20,
  `The smallest of the residual networks for 32×32 images, with 0.27 million parameters: three stages of three blocks. A good network to train yourself. ${twin} At this depth the two are close; from 32 layers on the plain one falls behind.`
)
export const resnet32 = cifarResnet(
  32,
  `Five blocks in each stage. In the paper the error falls from 8.75 % at 20 layers to 7.51 % here, while plain networks get worse from about here on. ${twin}`
)
export const resnet44 = cifarResnet(
  44,
  `Seven blocks in each stage, 0.66 million parameters. ${twin} Train both and compare the loss on the training set itself: that the deeper plain network fits worse is no overfitting, it is the degradation that residual learning cures.`
)
export const resnet56 = cifarResnet(
  56,
  `Nine blocks in each stage: the depth of the paper’s figure 6, where the plain network of 56 layers stays above that of 20 from the first epochs on, and the residual one below. ${twin}`
)
export const resnet110 = cifarResnet(
  110,
  `Eighteen blocks in each stage, 1.7 million parameters, an error of 6.43 % in the paper, which warms it up with a learning rate of 0.01 before it goes on with 0.1. ${twin} At this depth the twin hardly trains at all.`
)
