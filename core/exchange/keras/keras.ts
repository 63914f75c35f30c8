import { inferNetwork } from '../../network/infer.ts'
import type { ExchangeTools, ModelFile, ReadableFormat, ReadModel, Refusal, WritableFormat } from '../format.ts'
import { imagesLine, pythonText } from '../loading-code.ts'
import { openGraph } from '../saved-model/open-graph.ts'
import { frozenModel, servingEntry } from '../saved-model/frozen-model.ts'
import { firstEntryOf } from '../zip.ts'
import { kerasUnreadable } from './problems.ts'
import { readKeras } from './read-keras.ts'
import { writeKeras } from './write-keras.ts'

export const keras: ReadableFormat & WritableFormat = {
  id: 'keras',
  label: 'Keras',
  summary:
    'One file for Keras 3.4 and later: a functional model with preprocessing and weights, which can be trained on there.',
  extensions: ['.keras'],
  isFolder: false,
  // Keras writes these two first.
  recognizes: found => 'firstBytes' in found && /^(metadata|config)\.json$/.test(firstEntryOf(found.firstBytes) ?? ''),
  read: readFile,
  write(model, options, tools) {
    const written = writeKeras(model, options, tools)
    return 'problems' in written ? written : { files: [{ path: '', bytes: written.bytes }] }
  },
  async open(files, { name, ending, reads }, tools) {
    const read = readFile(files, name, tools)
    if ('problems' in read) return read
    const { drawing, datasets, weights } = read.model
    const network = inferNetwork(drawing, datasets)
    // What the file ends in is the output's last word, unless it is an activation that only the output node names.
    const logits = ending === 'logits' || reads === 'asIs' ? 'probabilities' : 'logits'
    const model = frozenModel({ network, datasets, weights })
    return await openGraph(tools.engine, { model, entryPoint: servingEntry, logits })
  },
  loadingCode: (path, image) =>
    [
      'import numpy as np',
      'from keras.models import load_model',
      '',
      `model = load_model(${pythonText(path)})`,
      imagesLine(image, 'np.zeros'),
      'print(model.predict(images))'
    ].join('\n')
}

function readFile(
  [file]: readonly ModelFile[],
  name: string,
  tools: ExchangeTools
): { readonly model: ReadModel } | Refusal {
  if (file === undefined) return { problems: [kerasUnreadable({ path: name }, 'there is no file')] }
  return readKeras(file.bytes, name, tools)
}
