import { basename } from 'node:path'
import type { Dataset, DatasetAbout, DatasetSettings } from '../../core/data/dataset.ts'
import { selectSamples } from '../../core/data/select-samples.ts'
import { splitDataset } from '../../core/data/split.ts'
import { largestImageFile } from '../../core/data/image-header.ts'
import { bytesText } from '../../core/number-text.ts'
import type { Imported } from '../../core/host/calls/datasets.ts'
import type { Image } from '../../core/data/place-image.ts'
import type { SampleQuery, Samples } from '../../core/data/select-samples.ts'
import type { Problem } from '../../core/problem.ts'
import { HostFault, problemFault } from '../fault.ts'
import type { Packed } from '../storage/datasets/pack-dataset.ts'
import { proposeDataset, type ProposeOptions } from '../storage/datasets/sources/catalogue.ts'
import { packing, type JobContext } from './job.ts'

interface DatasetInput {
  /** The project's folder. */
  readonly project: string
  readonly settings: DatasetSettings
}

export type ImportResult = { readonly imported: Imported } | { readonly problems: readonly Problem[] }

/** Packs a dataset where that is needed, telling how far it is. */
async function pack({ project, settings }: DatasetInput, context: JobContext): Promise<Packed> {
  return await context.datasets.load(project, settings, { isChecked: true, ...packing(settings.name, context) })
}

export async function describeDataset(input: DatasetInput, context: JobContext): Promise<DatasetAbout> {
  const packed = await pack(input, context)
  if ('problems' in packed) throw problemFault(packed.problems)
  return packed.dataset.about
}

interface ImportInput extends Pick<ProposeOptions, 'name' | 'as'> {
  readonly project: string
  /** Paths, or the name of a dataset that comes with the program. */
  readonly words: readonly string[]
}

export async function importDataset(
  { project, words, ...options }: ImportInput,
  context: JobContext
): Promise<ImportResult> {
  const work = packing(options.name ?? basename(words[0] ?? ''), context)
  const proposed = await proposeDataset(words, { ...options, ...work })
  if ('problems' in proposed) return proposed
  const { settings, recognized } = proposed
  const packed = await pack({ project, settings }, context)
  return 'problems' in packed ? packed : { imported: { settings, recognized, about: packed.dataset.about } }
}

export async function samples(
  { project, settings, query }: DatasetInput & { readonly query: SampleQuery },
  context: JobContext
): Promise<Samples> {
  const dataset = packedOf(await context.datasets.load(project, settings, packing(settings.name, context)))
  return await selectSamples(dataset, await splitDataset(dataset, settings.split), query)
}

/** `name` is the file's, for the message. */
export async function decodeImage(
  { file, name = 'The file' }: { readonly file: Uint8Array; readonly name?: string },
  context: JobContext
): Promise<Image> {
  if (file.length > largestImageFile) throw unreadableImage(name, `It has more than ${bytesText(largestImageFile)}.`)
  const { decodeImages } = await import('../engine/decode-images.ts')
  const [decoded] = await decodeImages(await context.engine(), [file])
  if (decoded && !('reason' in decoded)) return decoded
  throw unreadableImage(name, decoded?.reason ?? 'It is empty.')
}

function unreadableImage(name: string, reason: string): HostFault {
  const message = `${name} is no image that can be read. ${reason}`
  return new HostFault({ code: 'image/unreadable', message, fix: 'Use a PNG or a JPEG.' })
}

function packedOf(packed: Packed): Dataset {
  if ('dataset' in packed) return packed.dataset
  throw problemFault(packed.problems)
}
