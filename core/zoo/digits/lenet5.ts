import { choice } from '../../parameters.ts'
import { classifierParameters, drawClassifier } from '../classifier.ts'
import { defineNetwork } from '../define-network.ts'

/** As the paper has it, but for C3 joined to all maps, plain averages as subsampling, and softmax in place of the RBF units. */
export const lenet5 = defineNetwork({
  id: 'lenet5',
  name: 'LeNet-5',
  year: 1998,
  paper: 'LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition", 1998',
  settings: 'Activations and pooling as the variant says; the rest is Keras’s.',
  summary:
    'The network that read the amounts on millions of bank checks. It brought the pattern that later networks keep: convolutions that share their weights over the image, subsampling between them, and dense layers at the end. Look at how the image shrinks from 32×32 to 1×1 while the channels grow from 1 to 120, and at where the parameters are: four fifths of them in C5.',
  parameters: {
    variant: choice(['paper', 'modern'], {
      default: 'paper',
      optionLabels: { paper: 'As in the paper', modern: 'Modern' },
      help: 'Paper: tanh and average pooling. Modern: ReLU and max pooling.'
    }),
    ...classifierParameters
  },
  draw({ variant, dataset, classes }) {
    const activation = variant === 'paper' ? 'tanh' : 'relu'
    const pooling = variant === 'paper' ? 'averagePooling2d' : 'maxPooling2d'
    const kernelSize = [5, 5]
    return drawClassifier({
      dataset,
      classes,
      size: [32, 32],
      channels: 1,
      body(graph, image) {
        const c1 = graph.layer('conv2d', { filters: 6, kernelSize, activation }, image, { name: 'c1' })
        const s2 = graph.layer(pooling, {}, c1, { name: 's2' })
        const c3 = graph.layer('conv2d', { filters: 16, kernelSize, activation }, s2, { name: 'c3' })
        const s4 = graph.layer(pooling, {}, c3, { name: 's4' })
        const c5 = graph.layer('conv2d', { filters: 120, kernelSize, activation }, s4, { name: 'c5' })
        const row = graph.layer('flatten', {}, c5)
        return graph.layer('dense', { units: 84, activation }, row, { name: 'f6' })
      }
    })
  }
})
