import { readdir, realpath, stat } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { codeOf } from './atomic-write.ts'

export interface PictureFile {
  readonly path: string
  /** With the names of its folders from the chosen folder on, slashes between, on every system. */
  readonly name: string
  readonly classIndex: number
  /** Size and time of the last change: whether the file is still the one that was packed. */
  readonly stamp: string
}

/** A folder with a sub-folder for each class, as it was found. */
export interface PictureFolder {
  readonly classes: readonly string[]
  readonly files: readonly PictureFile[]
  /** Picture files of kinds that are not read, and links that lead out of the folder. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[]
  /** Pictures beside the sub-folders, which belong to no class. */
  readonly looseCount: number
}

const readable = new Set(['.png', '.jpg', '.jpeg'])
const otherKinds = new Set(['.gif', '.bmp', '.webp', '.tif', '.tiff', '.heic', '.avif'])

/**
 * Lists a folder of pictures by class, sorted by name so that classes and pictures have the same order everywhere. Hidden
 * files are left out, and a link is followed only to a place inside the folder that the person chose.
 */
export async function readFolderSource(folder: string): Promise<PictureFolder> {
  const root = await realpath(folder)
  const classes: string[] = []
  const files: PictureFile[] = []
  const skipped: { file: string; reason: string }[] = []
  let looseCount = 0

  for (const name of await visibleNames(root)) {
    const found: Omit<PictureFile, 'classIndex'>[] = []
    const entry = await inside(root, join(root, name))
    if (entry?.kind === 'folder') await walk(root, name, found, skipped, new Set([entry.real]))
    else if (entry?.kind === 'file' && readable.has(extname(name).toLowerCase())) looseCount += 1
    if (found.length === 0) continue
    for (const file of found) files.push({ ...file, classIndex: classes.length })
    classes.push(name)
  }
  return { classes, files, skipped, looseCount }
}

async function visibleNames(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder)
  return names.filter(name => !name.startsWith('.')).sort()
}

interface Entry {
  readonly kind: 'file' | 'folder' | 'other'
  readonly real: string
  readonly stamp: string
}

/** What a path leads to; undefined when that is gone or lies outside the root. */
async function inside(root: string, path: string): Promise<Entry | undefined> {
  try {
    const real = await realpath(path)
    const way = relative(root, real)
    if (way === '..' || way.startsWith(`..${sep}`) || way === real) return undefined
    const found = await stat(real)
    const kind = found.isDirectory() ? 'folder' : found.isFile() ? 'file' : 'other'
    return { kind, real, stamp: `${found.size} ${found.mtimeMs}` }
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ELOOP' || codeOf(error) === 'EACCES') return undefined
    throw error
  }
}

async function walk(
  root: string,
  name: string,
  found: Omit<PictureFile, 'classIndex'>[],
  skipped: { file: string; reason: string }[],
  above: ReadonlySet<string>
): Promise<void> {
  for (const child of await visibleNames(join(root, name))) {
    const childName = `${name}/${child}`
    const extension = extname(child).toLowerCase()
    const isPicture = readable.has(extension)
    const entry = await inside(root, join(root, childName))
    if (!entry) {
      if (isPicture) skipped.push({ file: childName, reason: 'It cannot be read, or leads out of the chosen folder.' })
    } else if (entry.kind === 'folder') {
      // A link to a folder around it would lead in circles.
      if (!above.has(entry.real)) await walk(root, childName, found, skipped, new Set([...above, entry.real]))
    } else if (entry.kind === 'file' && isPicture) {
      found.push({ path: entry.real, name: childName, stamp: entry.stamp })
    } else if (entry.kind === 'file' && otherKinds.has(extension)) {
      skipped.push({
        file: childName,
        reason: `${extension.slice(1).toUpperCase()} is not read; save it as PNG or JPEG.`
      })
    }
  }
}
