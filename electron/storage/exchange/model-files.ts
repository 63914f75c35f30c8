import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { ModelFile } from '../../../core/exchange/format.ts'
import { HostFault } from '../../fault.ts'
import { writeAtomic } from '../atomic-write.ts'

/** Writes a model: one file, or a folder of files that takes the place of an earlier one at once. */
export async function writeModelFiles(path: string, files: readonly ModelFile[]): Promise<void> {
  const [only] = files
  if (only?.path === '') {
    await writeAtomic(path, only.bytes)
    return
  }
  await refuseForeign(path, files)
  const beside = join(dirname(path), `.${basename(path)}.${process.pid}`)
  const [made, replaced] = [`${beside}.new`, `${beside}.old`]
  await rm(made, { recursive: true, force: true })
  try {
    for (const file of files) {
      await mkdir(dirname(join(made, file.path)), { recursive: true })
      await writeAtomic(join(made, file.path), file.bytes)
    }
    if (await exists(path)) await rename(path, replaced)
    await rename(made, path)
  } finally {
    await rm(made, { recursive: true, force: true })
    await rm(replaced, { recursive: true, force: true })
  }
}

/** The same files as they are on the disk now. */
export async function readModelFiles(path: string, files: readonly ModelFile[]): Promise<readonly ModelFile[]> {
  return await Promise.all(
    files.map(async file => ({
      path: file.path,
      bytes: await readFile(file.path === '' ? path : join(path, file.path))
    }))
  )
}

/** A folder is replaced only where it holds such a model already, and never one with a person's own files in it. */
async function refuseForeign(path: string, files: readonly ModelFile[]): Promise<void> {
  if (!(await exists(path))) return
  for (const file of files) {
    if (await exists(join(path, file.path))) continue
    throw new HostFault({
      code: 'export/taken',
      message: `${path} is there already and holds no exported model.`,
      fix: 'Choose a name that is not taken.'
    })
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined
}
