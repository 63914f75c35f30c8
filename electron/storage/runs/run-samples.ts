import type { GeneratedSamples } from '../../../core/train/samples.ts'
import { readWeights, writeWeights } from '../models/weights.ts'

/** What is kept of the images of one epoch; of larger ones as many as fit. */
const mostBytes = 4e6

/** Replaces what an earlier epoch left: the file holds the old samples or the new ones, whatever happens meanwhile. */
export async function writeSamples(file: string, { samples, epoch }: GeneratedSamples): Promise<void> {
  const [count, ...size] = samples.shape
  const imageBytes = samples.bytes.length / count
  const kept = Math.min(count, Math.max(1, Math.floor(mostBytes / imageBytes)))
  const data = samples.bytes.subarray(0, kept * imageBytes)
  await writeWeights(file, {
    tensors: { images: { dtype: 'uint8', shape: [kept, ...size], data } },
    progress: { epoch }
  })
}

/** More bytes than `mostBytes`, or one image that is larger, ever take. */
const largest = 2 ** 28

/** Undefined where the run has made none. Throws HostFault when the file is broken; `name` is its in messages. */
export async function readSamples(file: string, name: string): Promise<GeneratedSamples | undefined> {
  const read = await readWeights(file, { name, largest })
  const images = read?.tensors['images']
  const [count, height, width, channels, ...more] = images?.shape ?? []
  if (count === undefined || height === undefined || width === undefined || channels === undefined) return undefined
  if (more.length > 0 || !(images?.data instanceof Uint8Array)) return undefined
  return {
    samples: { shape: [count, height, width, channels], bytes: images.data },
    epoch: read?.progress['epoch'] ?? 0
  }
}
