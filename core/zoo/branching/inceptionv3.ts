import { convolutionUnit } from '../../blocks/convolution-unit.ts'
import { inceptionA } from '../../blocks/inception/inception-a.ts'
import { inceptionB } from '../../blocks/inception/inception-b.ts'
import { inceptionC } from '../../blocks/inception/inception-c.ts'
import { inceptionReductionA } from '../../blocks/inception/inception-reduction-a.ts'
import { inceptionReductionB } from '../../blocks/inception/inception-reduction-b.ts'
import type { PortReference } from '../../graph/drawing.ts'
import { drawClassifier, networkParameters, scaled } from '../classifier.ts'
import { defineNetwork } from '../define-network.ts'

export const inceptionv3 = defineNetwork({
  id: 'inceptionv3',
  name: 'Inception v3',
  year: 2015,
  paper:
    'Szegedy, Vanhoucke, Ioffe, Shlens and Wojna, "Rethinking the Inception Architecture for Computer Vision", 2015; as Keras has it',
  settings: 'Batch normalizations as in Keras’s InceptionV3: epsilon 1e-3, momentum 0.99, no learned scale.',
  summary:
    'GoogLeNet thought through again: large windows split into small ones and into rows and columns, a batch normalization behind each convolution, and reductions that halve the image without a bottleneck. Open one module of each kind, A, B and C, and compare how each sees far for few weights.',
  parameters: networkParameters({ size: 299, min: 75 }),
  draw: ({ width, ...image }) =>
    drawClassifier({
      ...image,
      body(graph, input) {
        const at = (count: number) => scaled(count, width)
        const conv = (position: number, filters: number, size: number, more: object, from: PortReference) => {
          const parameters = { filters: at(filters), kernelSize: [size, size], padding: 'valid', scale: false, ...more }
          return graph.block(convolutionUnit, parameters, from, { name: `conv${position}` })
        }
        const pool = (position: number, from: PortReference) =>
          graph.layer('maxPooling2d', { poolSize: [3, 3], strides: [2, 2] }, from, { name: `pool${position}` })
        const conv3 = conv(
          3,
          64,
          3,
          { padding: 'same' },
          conv(2, 32, 3, {}, conv(1, 32, 3, { strides: [2, 2] }, input))
        )
        const stem = pool(2, conv(5, 192, 3, {}, conv(4, 80, 1, {}, pool(1, conv3))))

        const counts = {
          filters1x1: at(64),
          reduce5x5: at(48),
          filters5x5: at(64),
          reduce3x3: at(64),
          filters3x3: at(96)
        }
        const partA = [32, 64, 64].reduce<PortReference>(
          (from, count, position) =>
            graph.block(inceptionA, { ...counts, poolProjection: at(count) }, from, { name: `mixed${position}` }),
          stem
        )
        const reductionA = { filters3x3: at(384), reduceDouble: at(64), filtersDouble: at(96) }
        const mixed3 = graph.block(inceptionReductionA, reductionA, partA, { name: 'mixed3' })
        const partB = [128, 160, 160, 192].reduce<PortReference>(
          (from, count, position) =>
            graph.block(inceptionB, { filters: at(192), filters7x7: at(count) }, from, {
              name: `mixed${4 + position}`
            }),
          mixed3
        )
        const reductionB = { filters3x3: at(320), filters7x7: at(192) }
        const mixed8 = graph.block(inceptionReductionB, reductionB, partB, { name: 'mixed8' })
        const last = { filters1x1: at(320), filters3x3: at(384), reduceDouble: at(448), poolProjection: at(192) }
        const partC = [9, 10].reduce<PortReference>(
          (from, position) => graph.block(inceptionC, last, from, { name: `mixed${position}` }),
          mixed8
        )
        return graph.layer('globalAveragePooling2d', {}, partC, { name: 'average' })
      }
    })
})
