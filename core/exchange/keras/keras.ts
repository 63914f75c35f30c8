import { inferNetwork } from '../../network/infer.ts'
import type { ExchangeFormat } from '../format.ts'
import { frozenModel, servingEntry } from '../saved-model/frozen-model.ts'
import { kerasUnreadable } from './problems.ts'
import { readKeras } from './read-keras.ts'
import { writeKeras } from './write-keras.ts'

export const keras: ExchangeFormat = {
  id: 'keras',
  label: 'Keras',
  extension: '.keras',
  isFolder: false,
  summary:
    'One file for Keras 3.4 and later: a functional model with preprocessing and weights, which can be trained on there.',
  write(model, options, tools) {
    const written = writeKeras(model, options, tools)
    return 'problems' in written ? written : { files: [{ path: '', bytes: written.bytes }] }
  },
  readBack(files, { name, ending, reads }, tools) {
    const [file] = files
    if (file === undefined) return { problems: [kerasUnreadable({ path: name }, 'there is no file')] }
    const read = readKeras(file.bytes, name, tools)
    if ('problems' in read) return read
    const { drawing, datasets, weights } = read.model
    const network = inferNetwork(drawing, datasets)
    // What the file ends in is the output's last word, unless it is an activation that only the output node names.
    const logits = ending === 'logits' || reads === 'asIs' ? 'probabilities' : 'logits'
    return { model: frozenModel({ network, datasets, weights }), entryPoint: servingEntry, logits }
  }
}
