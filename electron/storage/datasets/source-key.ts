import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { DatasetSource } from '../../../core/data/dataset.ts'
import { codeOf } from '../atomic-write.ts'
import { hashOf } from './dataset-cache.ts'
import { type ImageFolder, readFolderSource } from './read-folder-source.ts'

/** Where the built-in digits lie, an IDX pair that the set-up makes. */
export function digitFiles(folder: string): { readonly images: string; readonly labels: string } {
  return { images: join(folder, 'images-idx3-ubyte'), labels: join(folder, 'labels-idx1-ubyte') }
}

/** A source as it is on disk now. `key` changes with any file's name, size or time. */
export type FoundSource =
  | { readonly kind: 'idx'; readonly key: string; readonly images: string; readonly labels: string }
  | { readonly kind: 'folder'; readonly key: string; readonly path: string; readonly folder: ImageFolder }

/** Looks at a source without reading its images; undefined when it is not there or may not be read. */
export async function findSource(source: DatasetSource, digits: string): Promise<FoundSource | undefined> {
  try {
    switch (source.kind) {
      case 'builtIn':
        return await findPair(digitFiles(digits))
      case 'idx':
        return await findPair(source)
      case 'folder': {
        const folder = await readFolderSource(source.path)
        const key = hashOf([folder.classes, folder.files.map(({ name, stamp }) => [name, stamp]), folder.skipped])
        return { kind: 'folder', key, path: source.path, folder }
      }
    }
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EPERM' || code === 'ENOTDIR') return undefined
    throw error
  }
}

async function findPair({ images, labels }: { images: string; labels: string }): Promise<FoundSource> {
  const stats = await Promise.all([stat(images), stat(labels)])
  const key = hashOf(stats.map(({ size, mtimeMs }) => [size, mtimeMs]))
  return { kind: 'idx', key, images, labels }
}
