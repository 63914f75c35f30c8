import { noOutput } from '../export-problems.ts'
import type { ExchangeFormat } from '../format.ts'
import { frozenModel } from './frozen-model.ts'
import { readSignature } from './read-signature.ts'
import { savedModelUnreadable } from './problems.ts'

const fileName = 'saved_model.pb'

export const savedModel: ExchangeFormat = {
  id: 'savedModel',
  label: 'SavedModel',
  extension: '-saved-model',
  isFolder: true,
  summary:
    "A folder for TensorFlow's own loaders and TensorFlow Serving: one graph with the weights in it. Its signature takes images as numbers from 0 to 255 and gives both logits and probabilities.",
  write(model) {
    const hasOutput = model.network.layers.some(({ layer }) => layer.family === 'output')
    if (!hasOutput) return { problems: [noOutput({ path: model.name })] }
    return { files: [{ path: fileName, bytes: frozenModel(model).bytes }] }
  },
  readBack(files, { name }) {
    const bytes = files.find(({ path }) => path === fileName)?.bytes
    const read = bytes === undefined ? { broken: `it holds no ${fileName}` } : readSignature(bytes)
    if ('broken' in read) return { problems: [savedModelUnreadable({ path: name }, read.broken)] }
    return read
  }
}
