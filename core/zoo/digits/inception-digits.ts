import { inception } from '../../blocks/inception/inception.ts'
import { classifierParameters, drawClassifier } from '../classifier.ts'
import { defineNetwork } from '../define-network.ts'

export const inceptionDigits = defineNetwork({
  id: 'inceptionDigits',
  name: 'Small inception net',
  year: 2014,
  paper: 'After Szegedy et al., "Going deeper with convolutions", 2014',
  settings: 'Keras’s own for every layer.',
  summary:
    'Two inception modules with an eighth and a quarter of the filters of GoogLeNet’s first. Each looks at its input through windows of 1×1, 3×3 and 5×5 and a pooling at once, and lays the results side by side; the 1×1 convolutions before the large windows keep them cheap. Open a module and compare the MACs of its branches.',
  parameters: classifierParameters,
  // GoogLeNet ends in a global average; on digits, where the place of a stroke says much, a flatten learns far faster.
  draw: ({ dataset, classes }) =>
    drawClassifier({
      dataset,
      classes,
      size: [28, 28],
      channels: 1,
      body(graph, image) {
        const stem = { filters: 16, kernelSize: [5, 5], padding: 'same', activation: 'relu' }
        const conv = graph.layer('conv2d', stem, image, { name: 'conv' })
        const pool1 = graph.layer('maxPooling2d', {}, conv, { name: 'pool1' })
        const first = { filters1x1: 8, reduce3x3: 12, filters3x3: 16, reduce5x5: 2, filters5x5: 4, poolProjection: 4 }
        const module1 = graph.block(inception, first, pool1, { name: 'module1' })
        const pool2 = graph.layer('maxPooling2d', {}, module1, { name: 'pool2' })
        const second = { filters1x1: 16, reduce3x3: 24, filters3x3: 32, reduce5x5: 4, filters5x5: 8, poolProjection: 8 }
        const module2 = graph.block(inception, second, pool2, { name: 'module2' })
        const pool3 = graph.layer('maxPooling2d', { padding: 'same' }, module2, { name: 'pool3' })
        const row = graph.layer('flatten', {}, pool3)
        return graph.layer('dropout', { rate: 0.4 }, row, { name: 'dropout' })
      }
    })
})
