import { lstat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { Dropped } from '../../core/host/calls/projects.ts'
import { codeOf } from './atomic-write.ts'
import { formatAt } from './exchange/format-at.ts'

/** Models of other programs, which no format here reads. */
const otherEndings = ['.h5', '.hdf5', '.onnx', '.pb', '.pt', '.pth', '.tflite', '.safetensors', '.ckpt']

/** What a person has dropped on the window, told by names and the first bytes of a model alone. */
export async function lookAtDropped(paths: readonly string[]): Promise<Dropped> {
  const [first] = paths
  if (first === undefined || paths.length > 1) return { kind: 'images' }
  const name = basename(first)
  if (name === 'project.json' || name === 'project.previous.json') return { kind: 'project', folder: dirname(first) }
  if (await isThere(join(first, 'project.json'))) return { kind: 'project', folder: first }
  const format = await formatAt(first)
  if (format !== undefined && 'read' in format) return { kind: 'model', path: first }
  const isModel = format !== undefined || otherEndings.includes(extname(name).toLowerCase())
  return isModel ? { kind: 'unreadableModel', name } : { kind: 'images' }
}

/** A link counts as well: opening says what is wrong with it. */
async function isThere(path: string): Promise<boolean> {
  try {
    return !(await lstat(path)).isDirectory()
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return false
    throw error
  }
}
