import { readdir, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { recognizeFormat } from '../../../core/exchange/catalogue.ts'
import { recognizedBytes, type ExchangeFormat } from '../../../core/exchange/format.ts'
import { codeOf } from '../atomic-write.ts'
import { openRegular } from '../regular-file.ts'

/** The format of the model that lies at a path, by its name and a look inside; undefined where none does. */
export async function formatAt(path: string): Promise<ExchangeFormat | undefined> {
  const name = basename(path)
  try {
    const found = await stat(path)
    if (found.isDirectory()) return recognizeFormat({ name, members: await readdir(path) })
    return found.isFile() ? recognizeFormat({ name, firstBytes: await firstBytesOf(path) }) : undefined
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined
    throw error
  }
}

async function firstBytesOf(path: string): Promise<Uint8Array> {
  const file = await openRegular(path, { followsLinks: true })
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(recognizedBytes), 0, recognizedBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
