import { basename, join } from 'node:path'
import type { ModelFile } from '../../../core/exchange/format.ts'
import { inTurn } from '../in-turn.ts'
import { readRegular } from '../regular-file.ts'
import { listOf, writeModelFolder } from './model-folder.ts'
import { refuseIrregular, writeNamed } from './named-file.ts'

/** Throws HostFault where a model that takes long to write could not be put in the end. */
export async function checkModelPlace(path: string, { isFolder }: { readonly isFolder: boolean }): Promise<void> {
  if (isFolder) await listOf(path)
  else await refuseIrregular(path)
}

/** Writes a model under the name that a person gave: one file, or a folder of files. Throws HostFault where it would take what is somebody's. */
export async function writeModelFiles(path: string, files: readonly ModelFile[]): Promise<void> {
  const [only] = files
  await inTurn(path, () => (only?.path === '' ? writeNamed(path, only.bytes) : writeModelFolder(path, files)))
}

/** The same files as they are on the disk now. */
export async function readModelFiles(path: string, files: readonly ModelFile[]): Promise<readonly ModelFile[]> {
  return await Promise.all(
    files.map(async ({ path: within, bytes }) => ({
      path: within,
      bytes: await readRegular(within === '' ? path : join(path, within), {
        largest: bytes.length,
        name: join(basename(path), within)
      })
    }))
  )
}
