import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { DatasetSource } from '../../../../core/data/dataset.ts'
import { nothingToImport } from '../../../../core/data/dataset-problems.ts'
import { codeOf } from '../../atomic-write.ts'
import { builtIn } from './built-in.ts'
import type { ChosenPath, FileSource, Listing, Proposed, SourceContext } from './define-source.ts'
import { folder } from './folder.ts'
import { idx } from './idx.ts'

/** Every format that datasets come in. */
export const sourceCatalogue: readonly FileSource[] = [builtIn, idx, folder]

function sourceOf({ kind }: DatasetSource): FileSource {
  return sourceCatalogue.find(each => each.kind === kind) as FileSource
}

/** Looks at a source without reading its samples; undefined when it is not there or may not be read. */
export async function findSource(source: DatasetSource, context: SourceContext): Promise<Listing | undefined> {
  try {
    return await sourceOf(source).list(source, context)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EPERM' || code === 'ENOTDIR') return undefined
    throw error
  }
}

export function missingSource(source: DatasetSource, context: SourceContext) {
  return sourceOf(source).missing(source, context)
}

/** Makes the settings of a new dataset from what a person chose, by the source that is surest that it is its own. */
export async function proposeDataset(paths: readonly string[], name?: string): Promise<Proposed> {
  const chosen = await Promise.all(paths.map(path => chosenPath(resolve(path))))
  const taken: { readonly source: FileSource; readonly confidence: number }[] = []
  for (const source of sourceCatalogue) {
    const recognition = await source.recognize(chosen)
    if (recognition) taken.push({ source, confidence: recognition.confidence })
  }
  const [surest] = taken.sort((left, right) => right.confidence - left.confidence)
  if (surest) return await surest.source.propose(chosen, name)
  const names = chosen.map(({ path }) => basename(path))
  return { problems: [nothingToImport({ path: names[0] ?? '' }, { names })] }
}

async function chosenPath(path: string): Promise<ChosenPath> {
  try {
    const found = await stat(path)
    return { path, kind: found.isDirectory() ? 'folder' : found.isFile() ? 'file' : undefined }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { path, kind: undefined }
    throw error
  }
}
