import { classifierParameters, drawClassifier } from '../classifier.ts'
import { defineNetwork } from '../define-network.ts'

/** The network of the training benchmark. */
export const mnistCnn = defineNetwork({
  id: 'mnistCnn',
  name: 'Digits CNN',
  year: 2015,
  paper: 'Keras, "Simple MNIST convnet", the example that most people begin with',
  settings: 'Those of the example.',
  summary:
    'Two convolutions of 3×3 with pooling and one dense layer: what most people train first. Nine tenths of its parameters lie in that dense layer. Look at the second pooling: 11 does not divide by 2, so it never sees the last row and column.',
  parameters: classifierParameters,
  draw: ({ dataset, classes }) =>
    drawClassifier({
      dataset,
      classes,
      size: [28, 28],
      channels: 1,
      body(graph, image) {
        const conv1 = graph.layer('conv2d', { filters: 32, activation: 'relu' }, image, { name: 'conv1' })
        const pool1 = graph.layer('maxPooling2d', {}, conv1, { name: 'pool1' })
        const conv2 = graph.layer('conv2d', { filters: 64, activation: 'relu' }, pool1, { name: 'conv2' })
        const pool2 = graph.layer('maxPooling2d', {}, conv2, { name: 'pool2' })
        const row = graph.layer('flatten', {}, pool2)
        return graph.layer('dense', { units: 128, activation: 'relu' }, row, { name: 'hidden' })
      }
    })
})
