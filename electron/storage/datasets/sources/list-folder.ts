import { type Dir, type Dirent, type Stats, statSync } from 'node:fs'
import { opendir, realpath, stat } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { tooManyFiles } from '../../../../core/data/dataset-problems.ts'
import { pause, type WorkProgress } from '../../../stop-signal.ts'
import { codeOf } from '../../atomic-write.ts'
import { type Skipped, SourceFault } from './define-source.ts'

export interface ImageFile {
  readonly path: string
  /** With the names of its folders from the chosen folder on, slashes between, on every system. */
  readonly name: string
  readonly classIndex: number
  readonly bytes: number
  /** Size and time of the last change: whether the file is still the one that was packed. */
  readonly stamp: string
}

/** A folder with a sub-folder for each class, as it was found. */
export interface ImageFolder {
  readonly classes: readonly string[]
  readonly files: readonly ImageFile[]
  /** Image files of kinds that are not read, links that are not followed, and what is no file at all. */
  readonly skipped: readonly Skipped[]
  /** Images beside the sub-folders, which belong to no class. */
  readonly looseCount: number
}

const readable = new Set(['.png', '.jpg', '.jpeg'])
const otherKinds = new Set(['.gif', '.bmp', '.webp', '.tif', '.tiff', '.heic', '.avif'])
const kindOf = (name: string) => extname(name).toLowerCase()

/** Several times the largest sets of images: beyond it somebody has chosen a whole disk. */
const mostEntries = 5_000_000
/** Entries between two turns of the event loop. */
const entriesAtOnce = 1000

/** What is found on the way, by where it lies and by the names that lead there from the root on. */
interface Found {
  /** Free of links. */
  readonly path: string
  /** The names, with slashes between. */
  readonly name: string
}

interface Walk extends WorkProgress {
  readonly root: string
  readonly mostEntries: number
  readonly files: Found[]
  /** Links to folders: they wait until all folders have been read. */
  readonly links: Found[]
  readonly skipped: Skipped[]
  /** The folders that were read. */
  readonly read: Set<string>
  entryCount: number
}

/**
 * Lists a folder of images by class, sorted by name so that classes and images have the same order everywhere. Hidden
 * files are left out, and a link is followed only to a place inside the folder that the person chose. Each folder is read
 * once, however many links lead to it.
 */
export async function readFolderSource(
  folder: string,
  options: WorkProgress & { readonly mostEntries?: number } = {}
): Promise<ImageFolder> {
  const root = await realpath(folder)
  const walk: Walk = {
    mostEntries,
    ...options,
    root,
    files: [],
    links: [],
    skipped: [],
    read: new Set(),
    entryCount: 0
  }
  await readFolders(walk, { path: root, name: '' })
  // The list grows on the way.
  for (const link of walk.links) {
    if (walk.read.has(link.path)) skip(walk, link.name, 'It is a link to a folder that is read where it lies.')
    else await readFolders(walk, link)
  }
  const inClasses = walk.files.filter(({ name }) => name.includes('/'))
  return {
    ...(await byClass(inClasses.sort(inOrder), walk)),
    skipped: walk.skipped.sort((left, right) => inOrder({ name: left.file }, { name: right.file })),
    looseCount: walk.files.length - inClasses.length
  }
}

/** Folder by folder: a name that begins another one stands first, whatever follows it. */
function inOrder(left: { readonly name: string }, right: { readonly name: string }): number {
  const [first, second] = [left.name.replaceAll('/', '\0'), right.name.replaceAll('/', '\0')]
  return first < second ? -1 : first > second ? 1 : 0
}

/** Reads a folder and all that lie in it. Without recursion, as folders may lie in each other deeper than calls can. */
async function readFolders(walk: Walk, first: Found): Promise<void> {
  const folders = [first]
  // The list grows on the way.
  for (const folder of folders) {
    walk.read.add(folder.path)
    for (const entry of await visibleEntries(walk, folder)) {
      const name = folder.name === '' ? entry.name : `${folder.name}/${entry.name}`
      if (entry.isDirectory()) folders.push({ path: join(folder.path, entry.name), name })
      else if (entry.isSymbolicLink()) await followLink(walk, { path: join(folder.path, entry.name), name })
      else if (entry.isFile()) takeFile(walk, { path: join(folder.path, entry.name), name })
      else if (readable.has(kindOf(name))) skip(walk, name, 'It is no ordinary file.')
    }
  }
}

async function visibleEntries(walk: Walk, folder: Found): Promise<readonly Dirent[]> {
  const entries: Dirent[] = []
  for await (const entry of (await openFolder(walk, folder)) ?? []) {
    walk.entryCount += 1
    if (walk.entryCount > walk.mostEntries) throw tooMany(walk)
    if (walk.entryCount % entriesAtOnce === 0) await tellAndPause(walk)
    if (!entry.name.startsWith('.')) entries.push(entry)
  }
  return entries
}

/** Undefined where it may not be read: the others may. */
async function openFolder(walk: Walk, { path, name }: Found): Promise<Dir | undefined> {
  try {
    return await opendir(path, { bufferSize: entriesAtOnce })
  } catch (error) {
    if (path === walk.root) throw error
    skip(walk, name, `This folder cannot be read (${codeOf(error)}).`)
    return undefined
  }
}

function tooMany({ root, mostEntries }: Walk): SourceFault {
  return new SourceFault(tooManyFiles({ path: root }, { path: root, most: mostEntries }))
}

async function tellAndPause({ progress, signal, files }: Walk): Promise<void> {
  progress?.(files.length, undefined)
  await pause(signal)
}

function skip({ skipped }: Walk, file: string, reason: string): void {
  skipped.push({ file, reason })
}

function takeFile(walk: Walk, { path, name }: Found): void {
  const kind = kindOf(name)
  if (readable.has(kind)) walk.files.push({ path, name })
  else if (otherKinds.has(kind) && name.includes('/')) {
    skip(walk, name, `${kind.slice(1).toUpperCase()} is not read; save it as PNG or JPEG.`)
  }
}

/** To a file it is as good as the file; to a folder it waits. */
async function followLink(walk: Walk, { path, name }: Found): Promise<void> {
  try {
    const real = await realpath(path)
    const found = await stat(real)
    if (!isWithin(walk.root, real)) skipLink(walk, name, 'It leads out of the chosen folder.')
    else if (found.isDirectory()) walk.links.push({ path: real, name })
    else if (found.isFile()) takeFile(walk, { path: real, name })
    else skipLink(walk, name, 'It is a link to what is no ordinary file.')
  } catch (error) {
    if (codeOf(error) === undefined) throw error
    skipLink(walk, name, `It is a link that leads nowhere (${codeOf(error)}).`)
  }
}

/** A link that is called as no image is may be anything. */
function skipLink(walk: Walk, name: string, reason: string): void {
  if (readable.has(kindOf(name))) skip(walk, name, reason)
}

function isWithin(root: string, real: string): boolean {
  const way = relative(root, real)
  return way !== '..' && !way.startsWith(`..${sep}`) && way !== real
}

async function byClass(found: readonly Found[], walk: Walk): Promise<Pick<ImageFolder, 'classes' | 'files'>> {
  const classes: string[] = []
  const files: ImageFile[] = []
  for (const [index, { path, name }] of found.entries()) {
    if (index % entriesAtOnce === entriesAtOnce - 1) await tellAndPause(walk)
    const present = statNow(path)
    if (!present?.isFile()) continue
    const [own = ''] = name.split('/', 1)
    if (classes.at(-1) !== own) classes.push(own)
    const { size, mtimeMs } = present
    files.push({ path, name, classIndex: classes.length - 1, bytes: size, stamp: `${size} ${mtimeMs}` })
  }
  return { classes, files }
}

/** Undefined where it is gone. A call that blocks takes a tenth of one that is waited for, and this thread may block. */
function statNow(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch (error) {
    if (codeOf(error) === undefined) throw error
    return undefined
  }
}
