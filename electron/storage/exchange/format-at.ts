import { open, readdir } from 'node:fs/promises'
import { basename } from 'node:path'
import { recognizeFormat } from '../../../core/exchange/catalogue.ts'
import { recognizedBytes, type ExchangeFormat } from '../../../core/exchange/format.ts'
import { codeOf } from '../atomic-write.ts'

/** The format of the model that lies at a path, by its name and a look inside; undefined where none does. */
export async function formatAt(path: string): Promise<ExchangeFormat | undefined> {
  const name = basename(path)
  try {
    return recognizeFormat({ name, firstBytes: await firstBytesOf(path) })
  } catch (error) {
    if (codeOf(error) === 'EISDIR') return recognizeFormat({ name, members: await readdir(path) })
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined
    throw error
  }
}

async function firstBytesOf(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(recognizedBytes), 0, recognizedBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
