import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from '../atomic-write.ts'
import { writeWeights, type SavedWeights } from '../models/weights.ts'

/** The file with the weights of a run's best epoch. Its name says which, so that the two never differ. */
export interface BestFile {
  readonly name: string
  readonly epoch: number
}

/** Undefined where the run in this folder has kept none. */
export async function findBest(folder: string): Promise<BestFile | undefined> {
  return (await bestFiles(folder)).at(-1)
}

/** In the order of their epochs: a death may have left the one before beside the last. */
async function bestFiles(folder: string): Promise<readonly BestFile[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  })
  const files = names.flatMap(name => {
    const epoch = /^best-(\d{1,7})\.safetensors$/.exec(name)?.[1]
    return epoch === undefined ? [] : [{ name, epoch: Number(epoch) }]
  })
  return files.sort((one, other) => one.epoch - other.epoch)
}

/** Replaces those of an earlier epoch: one of the two is whole, whatever happens meanwhile. */
export async function writeBest(folder: string, epoch: number, tensors: SavedWeights['tensors']): Promise<void> {
  const name = `best-${epoch}.safetensors`
  await writeWeights(join(folder, name), { tensors, progress: { epoch } })
  await removeBest(folder, name)
}

export async function removeBest(folder: string, except?: string): Promise<void> {
  for (const { name } of await bestFiles(folder)) if (name !== except) await rm(join(folder, name), { force: true })
}
