import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import type { ModelFile } from '../../../core/exchange/format.ts'
import { parseJson } from '../../../core/json.ts'
import { HostFault } from '../../fault.ts'
import { codeOf, sweepTemporaryFiles, syncFolder, writeAtomic } from '../atomic-write.ts'
import { openRegular, readRegular } from '../regular-file.ts'
import { lookAt } from './named-file.ts'
import { makeFolder } from '../make-folder.ts'

/** Lies in each folder that was written here, and says what in it was. */
const listName = 'receptive-export.json'
const largestList = 2 ** 20

/** SHA-256 of each file, in hexadecimal. While files are replaced, that of the old one and of the new. */
type FileList = Readonly<Record<string, readonly string[]>>

const listForm = z.object({ files: z.record(z.string(), z.array(z.string())) })

/**
 * Writes the files of a model into a folder. Those that were written here before are replaced where nobody has changed
 * them since; whatever else lies in such a folder stays. Throws HostFault for a folder of somebody else's.
 *
 * Each file is replaced at once, and the list of files is true at every moment: a process that is killed leaves the old
 * file or the new one, and the next export goes on from there. So the file that makes the others a model comes last.
 */
export async function writeModelFolder(folder: string, files: readonly ModelFile[]): Promise<void> {
  const found = await replaceable(folder, files)
  await makeFolder(folder)
  await syncFolder(dirname(folder))
  const written = Object.fromEntries(files.map(({ path, bytes }) => [path, [hashOf(bytes)]]))
  await writeList(folder, joined(found, written))
  for (const { path, bytes } of files) {
    const place = join(folder, path)
    await makeFolder(dirname(place))
    await sweepTemporaryFiles(dirname(place), basename(place))
    await writeAtomic(place, bytes)
  }
  await writeList(folder, written)
}

/** Those of the files that are there and may be replaced. Throws HostFault where one must stay. */
async function replaceable(folder: string, files: readonly ModelFile[]): Promise<FileList> {
  const listed = await listOf(folder)
  const found: Record<string, readonly string[]> = {}
  for (const { path } of files) {
    const hash = await hashAt(join(folder, path))
    if (hash === undefined) continue
    if (!(listed[path] ?? []).includes(hash)) {
      throw new HostFault({
        code: 'export/changed',
        message: `${join(folder, path)} is not the file that was exported there: it was changed since.`,
        fix: 'Move it elsewhere, or choose a name that is not taken.'
      })
    }
    found[path] = [hash]
  }
  return found
}

/** What was written into a folder here; nothing where it is not there or empty. Throws HostFault where it is somebody else's. */
export async function listOf(folder: string): Promise<FileList> {
  const found = await lookAt(folder)
  if (found === undefined) return {}
  if (!found.isDirectory()) throw foreign(folder)
  // A process that was killed as it began has left no more than this.
  await sweepTemporaryFiles(folder, listName)
  const list = await readList(folder)
  if (list !== undefined) return list
  if ((await readdir(folder)).length === 0) return {}
  throw foreign(folder)
}

async function readList(folder: string): Promise<FileList | undefined> {
  try {
    const text = (await readRegular(join(folder, listName), { largest: largestList })).toString()
    return listForm.safeParse(parseJson(text)).data?.files
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || error instanceof SyntaxError) return undefined
    throw error
  }
}

async function writeList(folder: string, files: FileList): Promise<void> {
  const about = 'Receptive wrote these files, and replaces them where they are unchanged.'
  await writeAtomic(join(folder, listName), JSON.stringify({ about, files }, null, 2))
}

function joined(old: FileList, written: FileList): FileList {
  return Object.fromEntries(Object.entries(written).map(([path, now]) => [path, [...(old[path] ?? []), ...now]]))
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Undefined where there is no such file. */
async function hashAt(path: string): Promise<string | undefined> {
  const file = await openRegular(path, { name: path }).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  })
  if (file === undefined) return undefined
  const hash = createHash('sha256')
  for await (const part of file.createReadStream()) hash.update(part as Buffer)
  return hash.digest('hex')
}

function foreign(folder: string): HostFault {
  return new HostFault({
    code: 'export/taken',
    message: `${folder} is there already, and no model was exported there from here.`,
    fix: 'Choose a name that is not taken.'
  })
}
