import { type Dirent, statSync } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { codeOf } from '../../atomic-write.ts'

export interface ImageFile {
  readonly path: string
  /** With the names of its folders from the chosen folder on, slashes between, on every system. */
  readonly name: string
  readonly classIndex: number
  /** Size and time of the last change: whether the file is still the one that was packed. */
  readonly stamp: string
}

/** A folder with a sub-folder for each class, as it was found. */
export interface ImageFolder {
  readonly classes: readonly string[]
  readonly files: readonly ImageFile[]
  /** Image files of kinds that are not read, and links that lead out of the folder. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[]
  /** Images beside the sub-folders, which belong to no class. */
  readonly looseCount: number
}

const readable = new Set(['.png', '.jpg', '.jpeg'])
const otherKinds = new Set(['.gif', '.bmp', '.webp', '.tif', '.tiff', '.heic', '.avif'])
const kindOf = (name: string) => extname(name).toLowerCase()

type Found = { readonly path: string; readonly name: string }
type Skipped = { readonly file: string; readonly reason: string }

/** What one walk through a class's folder has gathered. */
interface Walk {
  readonly root: string
  readonly found: Found[]
  readonly skipped: Skipped[]
}

/**
 * Lists a folder of images by class, sorted by name so that classes and images have the same order everywhere. Hidden
 * files are left out, and a link is followed only to a place inside the folder that the person chose.
 */
export async function readFolderSource(folder: string): Promise<ImageFolder> {
  const root = await realpath(folder)
  const classes: string[] = []
  const files: ImageFile[] = []
  const skipped: Skipped[] = []
  let looseCount = 0

  for (const entry of await visibleEntries(root)) {
    const location = await locationOf(root, root, entry)
    if (location?.kind === 'file' && readable.has(kindOf(entry.name))) looseCount += 1
    if (location?.kind !== 'folder') continue
    const walk: Walk = { root, found: [], skipped }
    await walkFolder(walk, location.path, entry.name, new Set([location.path]))
    const present = await withStamps(walk.found)
    if (present.length === 0) continue
    for (const file of present) files.push({ ...file, classIndex: classes.length })
    classes.push(entry.name)
  }
  return { classes, files, skipped, looseCount }
}

async function visibleEntries(folder: string): Promise<readonly Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter(({ name }) => !name.startsWith('.'))
    .sort((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0))
}

interface EntryLocation {
  readonly kind: 'file' | 'folder'
  /** Free of links. */
  readonly path: string
}

/** What an entry leads to; undefined when it is nothing to read, gone, or a link out of the root. */
async function locationOf(root: string, folder: string, entry: Dirent): Promise<EntryLocation | undefined> {
  const path = join(folder, entry.name)
  if (entry.isDirectory()) return { kind: 'folder', path }
  if (entry.isFile()) return { kind: 'file', path }
  if (!entry.isSymbolicLink()) return undefined
  try {
    const real = await realpath(path)
    const way = relative(root, real)
    if (way === '..' || way.startsWith(`..${sep}`) || way === real) return undefined
    const target = await stat(real)
    if (target.isDirectory()) return { kind: 'folder', path: real }
    return target.isFile() ? { kind: 'file', path: real } : undefined
  } catch (error) {
    if (isUnreachable(error)) return undefined
    throw error
  }
}

async function walkFolder(walk: Walk, folder: string, name: string, above: ReadonlySet<string>): Promise<void> {
  for (const entry of await visibleEntries(folder)) {
    const location = await locationOf(walk.root, folder, entry)
    const childName = `${name}/${entry.name}`
    const kind = kindOf(entry.name)
    if (!location) {
      if (!readable.has(kind)) continue
      walk.skipped.push({ file: childName, reason: 'It cannot be read, or leads out of the chosen folder.' })
    } else if (location.kind === 'folder') {
      // A link to a folder around it would lead in circles.
      if (!above.has(location.path))
        await walkFolder(walk, location.path, childName, new Set([...above, location.path]))
    } else if (readable.has(kind)) {
      walk.found.push({ path: location.path, name: childName })
    } else if (otherKinds.has(kind)) {
      const reason = `${kind.slice(1).toUpperCase()} is not read; save it as PNG or JPEG.`
      walk.skipped.push({ file: childName, reason })
    }
  }
}

/** The files that are still there. A call that blocks takes a tenth of one that is waited for, and this thread may block. */
async function withStamps(files: readonly Found[]): Promise<readonly Omit<ImageFile, 'classIndex'>[]> {
  const stamped: Omit<ImageFile, 'classIndex'>[] = []
  for (const [index, file] of files.entries()) {
    const found = statSync(file.path, { throwIfNoEntry: false })
    if (found) stamped.push({ ...file, stamp: `${found.size} ${found.mtimeMs}` })
    if (index % 1000 === 999) await new Promise(setImmediate)
  }
  return stamped
}

function isUnreachable(error: unknown): boolean {
  const code = codeOf(error)
  return code === 'ENOENT' || code === 'ELOOP' || code === 'EACCES'
}
