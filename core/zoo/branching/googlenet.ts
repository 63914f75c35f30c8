import { auxiliaryHead } from '../../blocks/inception/auxiliary-head.ts'
import { googlenetStem } from '../../blocks/inception/googlenet-stem.ts'
import { inception } from '../../blocks/inception/inception.ts'
import type { PortReference } from '../../graph/drawing.ts'
import { toggle } from '../../parameters.ts'
import { drawClassifier, networkParameters, scaled } from '../classifier.ts'
import { defineNetwork } from '../define-network.ts'

/** Table 1: #1×1, #3×3 reduce, #3×3, #5×5 reduce, #5×5, pool proj. */
const modules = {
  '3a': [64, 96, 128, 16, 32, 32],
  '3b': [128, 128, 192, 32, 96, 64],
  '4a': [192, 96, 208, 16, 48, 64],
  '4b': [160, 112, 224, 24, 64, 64],
  '4c': [128, 128, 256, 24, 64, 64],
  '4d': [112, 144, 288, 32, 64, 64],
  '4e': [256, 160, 320, 32, 128, 128],
  '5a': [256, 160, 320, 32, 128, 128],
  '5b': [384, 192, 384, 48, 128, 128]
} as const

type Module = keyof typeof modules

const halving = { poolSize: [3, 3], strides: [2, 2], padding: 'same' }

export const googlenet = defineNetwork({
  id: 'googlenet',
  name: 'GoogLeNet',
  year: 2014,
  paper: 'Szegedy et al., "Going Deeper with Convolutions", 2014, table 1 and figure 3',
  settings: 'Local response normalization as in Caffe’s model of it: size 5, alpha 1e-4 over the mean, beta 0.75, k 1.',
  summary:
    'Twenty-two layers with a twentieth of VGG-16’s parameters: nine inception modules look at their input through several windows at once, with 1×1 convolutions to keep that cheap, and an average in place of dense layers. It won the 2014 ImageNet competition. Look at the two auxiliary heads: they train through losses of their own, with a weight of 0.3, and take no part in prediction.',
  parameters: {
    auxiliaryHeads: toggle({
      default: true,
      help: 'Two small classifiers on modules 4a and 4d that help to train the layers before them.'
    }),
    ...networkParameters({ size: 224, min: 32 })
  },
  draw: ({ auxiliaryHeads, width, ...image }) =>
    drawClassifier({
      ...image,
      body(graph, input, label) {
        const pool = (name: string, from: PortReference) => graph.layer('maxPooling2d', halving, from, { name })
        const module = (name: Module, from: PortReference) => {
          const [filters1x1, reduce3x3, filters3x3, reduce5x5, filters5x5, poolProjection] = modules[name].map(count =>
            scaled(count, width)
          )
          const counts = { filters1x1, reduce3x3, filters3x3, reduce5x5, filters5x5, poolProjection }
          return graph.block(inception, counts, from, { name: `inception${name}` })
        }
        const head = (name: string, from: PortReference) => {
          if (!auxiliaryHeads) return
          // Small images are smaller than the paper's window where the heads join.
          const poolSize = image.size.map(side => Math.min(5, Math.ceil(side / 16)))
          const counts = { filters: scaled(128, width), units: scaled(1024, width) }
          const logits = graph.block(auxiliaryHead, { classes: image.classes, ...counts, poolSize }, from, { name })
          const ports = { prediction: logits, target: label }
          graph.layer('softmaxCrossEntropy', { weight: 0.3 }, ports, { name: `${name}Loss` })
        }

        const stem = { filters1: scaled(64, width), filters2: scaled(192, width) }
        const start = graph.block(googlenetStem, stem, input, { name: 'stem' })
        const pool3 = pool('pool3', module('3b', module('3a', start)))
        const module4a = module('4a', pool3)
        head('head1', module4a)
        const module4d = module('4d', module('4c', module('4b', module4a)))
        head('head2', module4d)
        const pool4 = pool('pool4', module('4e', module4d))
        const average = graph.layer('globalAveragePooling2d', {}, module('5b', module('5a', pool4)), {
          name: 'average'
        })
        return graph.layer('dropout', { rate: 0.4 }, average, { name: 'dropout' })
      }
    })
})
