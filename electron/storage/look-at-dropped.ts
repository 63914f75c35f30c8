import { stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { Dropped } from '../../core/host/projects.ts'
import { codeOf } from './atomic-write.ts'

const modelEndings = ['.h5', '.hdf5', '.onnx', '.pb', '.pt', '.pth', '.tflite', '.safetensors', '.ckpt']

/** What a person has dropped on the window, told by names and kinds alone: nothing is read but what they stand for. */
export async function lookAtDropped(paths: readonly string[]): Promise<Dropped> {
  const [first] = paths
  if (first === undefined || paths.length > 1) return { kind: 'images' }
  const name = basename(first)
  if (await isFolder(first)) {
    if (await isFile(join(first, 'project.json'))) return { kind: 'project', folder: first }
    return (await isFile(join(first, 'saved_model.pb'))) ? { kind: 'model', name } : { kind: 'images' }
  }
  if (name === 'project.json' || name === 'project.previous.json') return { kind: 'project', folder: dirname(first) }
  const ending = extname(name).toLowerCase()
  if (ending === '.keras') return { kind: 'keras', path: first }
  return modelEndings.includes(ending) ? { kind: 'model', name } : { kind: 'images' }
}

async function isFolder(path: string): Promise<boolean> {
  return (await kindOf(path))?.isDirectory() ?? false
}

async function isFile(path: string): Promise<boolean> {
  return (await kindOf(path))?.isFile() ?? false
}

async function kindOf(path: string) {
  try {
    return await stat(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined
    throw error
  }
}
