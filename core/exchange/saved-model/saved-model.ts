import { noOutput } from '../export-problems.ts'
import type { WritableFormat } from '../format.ts'
import { imagesLine, pythonText } from '../loading-code.ts'
import { openGraph } from './open-graph.ts'
import { frozenModel } from './frozen-model.ts'
import { readSignature } from './read-signature.ts'
import { savedModelUnreadable } from './problems.ts'

const fileName = 'saved_model.pb'

export const savedModel: WritableFormat = {
  id: 'savedModel',
  label: 'SavedModel',
  summary:
    "A folder for TensorFlow's own loaders and TensorFlow Serving: one graph with the weights in it. Its signature takes images as numbers from 0 to 255 and gives both logits and probabilities.",
  extensions: ['-saved-model'],
  isFolder: true,
  recognizes: found => 'members' in found && found.members.includes(fileName),
  write(model) {
    const hasOutput = model.network.layers.some(({ layer }) => layer.family === 'output')
    if (!hasOutput) return { problems: [noOutput({ path: model.name })] }
    return { files: [{ path: fileName, bytes: frozenModel(model).bytes }] }
  },
  async open(files, { name }, { engine }) {
    const bytes = files.find(({ path }) => path === fileName)?.bytes
    const read = bytes === undefined ? { broken: `it holds no ${fileName}` } : readSignature(bytes)
    if ('broken' in read) return { problems: [savedModelUnreadable({ path: name }, read.broken)] }
    return await openGraph(engine, read)
  },
  loadingCode: (path, image) =>
    [
      'import tensorflow as tf',
      '',
      `model = tf.saved_model.load(${pythonText(path)})`,
      `predict = model.signatures['serving_default']`,
      imagesLine(image, 'tf.zeros'),
      "print(predict(images=tf.cast(images, tf.float32))['probabilities'].numpy())"
    ].join('\n')
}
