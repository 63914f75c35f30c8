import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { createDocument } from '../../core/document/create-document.ts'
import { edit } from '../../core/document/edit.ts'
import type { Document } from '../../core/document/records.ts'
import { readKeras } from '../../core/exchange/keras/read-keras.ts'
import { layerOf } from '../../core/layers/catalogue.ts'
import { layOut } from '../../core/document/layout/layout.ts'
import type { Problem } from '../../core/problem.ts'
import { startH5 } from '../exchange/h5.ts'
import { HostFault } from '../fault.ts'

/** Larger than any network that people train here, and still held in memory twice. */
const largestBytes = 2 ** 31

/**
 * The drawing of a `.keras` file as a document of its own. Which images feed it is for the person to say: a model
 * file holds none.
 */
export async function readModel({
  path
}: {
  readonly path: string
}): Promise<{ readonly document: Document } | { readonly problems: readonly Problem[] }> {
  const read = readKeras(await readWhole(path), basename(path), { h5: await startH5() })
  if ('problems' in read) return read
  const { name, drawing } = read.model
  const document = createDocument(name === '' ? basename(path, '.keras') : name, drawing, {
    positions: layOut(drawing)
  })
  const fed = Object.values(document.nodes).filter(({ type }) => type === 'data')
  const withoutData = edit(
    document,
    'Open a model',
    draft => fed.forEach(({ id }) => draft.setParameters(id, { dataset: undefined })),
    layerOf
  )
  return { document: withoutData.document }
}

async function readWhole(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    if (size <= largestBytes) return await file.readFile()
    throw new HostFault({ code: 'model/too-large', message: `${basename(path)} is larger than 2 GB.` })
  } finally {
    await file.close()
  }
}
