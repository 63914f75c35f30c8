import { assert } from '../assert.ts'
import type { ExchangeFormat, FoundModel, ReadableFormat, WritableFormat } from './format.ts'
import { keras } from './keras/keras.ts'
import { savedModel } from './saved-model/saved-model.ts'

/** All formats, in the order of the export place. */
export const exchangeFormats: readonly ExchangeFormat[] = [keras, savedModel]

export const readableFormats: readonly ReadableFormat[] = exchangeFormats.filter(format => 'read' in format)
export const writableFormats: readonly WritableFormat[] = exchangeFormats.filter(format => 'write' in format)

/** As messages name them: `Keras (.keras)`. */
export const readableNames = readableFormats.map(({ label, extensions }) => `${label} (${extensions.join(', ')})`)

/** The format of an id that host and command line have checked. */
export function writableFormat(id: string): WritableFormat {
  const format = writableFormats.find(each => each.id === id)
  assert(format !== undefined, `There is no format ${id} to write.`)
  return format
}

/** Where a model is written that a person calls `wanted`: Keras goes by a file's ending, a folder may be called anything. */
export function writtenPath({ extensions, isFolder }: WritableFormat, wanted: string): string {
  return isFolder || extensions.some(end => wanted.endsWith(end)) ? wanted : `${wanted}${extensions[0]}`
}

/** The format that a file or folder is of: by what is inside, else, for a file, by how its name ends. */
export function recognizeFormat(found: FoundModel): ExchangeFormat | undefined {
  const name = found.name.toLowerCase()
  return (
    exchangeFormats.find(format => format.recognizes(found)) ??
    exchangeFormats.find(
      ({ extensions, isFolder }) => !isFolder && 'firstBytes' in found && extensions.some(end => name.endsWith(end))
    )
  )
}
