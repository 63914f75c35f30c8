import { assert } from '../../core/assert.ts'
import { imageOf } from '../../core/data/dataset.ts'
import { classesOf, fieldOf } from '../../core/data/fields/catalogue.ts'
import { randomOf } from '../../core/random.ts'
import { writableFormat, writtenPath } from '../../core/exchange/catalogue.ts'
import { proveExport } from '../../core/exchange/prove-export.ts'
import type { Exported } from '../../core/host/calls/exports.ts'
import { startH5 } from '../exchange/h5.ts'
import { HostFault, problemFault, problemsFault } from '../fault.ts'
import { checkModelPlace, readModelFiles, writeModelFiles } from '../storage/exchange/model-files.ts'
import { refuseTaken } from '../storage/exchange/named-file.ts'
import { pause } from '../stop-signal.ts'
import type { JobContext } from './job.ts'
import { withPredictSession, type PredictSession } from './sessions/predict-session.ts'
import { datasetOf, heldOut, type ModelInput } from './sessions/open-model.ts'

interface ExportInput extends ModelInput {
  /** The format's id. */
  readonly format: string
  /** The file or folder that the person named. A file gets its format's ending where that is missing, and then replaces none. */
  readonly path: string
}

/** So many test images prove an export: enough to meet every class, few enough to take no time. */
const proofSamples = 256
/** Where there are no test images. */
const madeUpSamples = 32
/** Float32 sums in another order differ by less than this share of what a prediction is held against. */
const tolerance = 1e-3

/** Writes a model for other programs, reads it back from the disk and compares it with the trained network. */
export async function exportModel(input: ExportInput, context: JobContext): Promise<Exported> {
  const format = writableFormat(input.format)
  const path = writtenPath(format, input.path)
  await refuseUnasked(path, input)
  await checkModelPlace(path, format)
  return await withPredictSession(input, context, opened => exportOpened(opened, input, path, context))
}

/** Nobody was asked about a file whose name was completed here. */
async function refuseUnasked(path: string, { path: named }: ExportInput): Promise<void> {
  if (path !== named) await refuseTaken(path, 'Choose another name, or give this one in full to replace the file.')
}

async function exportOpened(
  { model: opened, session, output, weights }: PredictSession,
  input: ExportInput,
  path: string,
  context: JobContext
): Promise<Exported> {
  const { network, datasets, fields } = opened
  const { project, format: id } = input
  const format = writableFormat(id)
  const tools = { h5: await startH5() }
  const ending = 'probabilities'
  const model = {
    name: opened.document.name,
    network,
    datasets,
    classes: classesOf(fieldOf(fields, 'label')),
    weights
  }
  const written = format.write(model, { ending, date: new Date() }, tools)
  if ('problems' in written) throw problemsFault(written.problems)
  const images = await proofImages(opened, project, context)
  await pause(context.signal)

  await refuseUnasked(path, input)
  await writeModelFiles(path, written.files)
  const files = await readModelFiles(path, written.files)
  const reads = String(network.layers.find(({ layer }) => layer.family === 'output')?.parameters['reads'])
  const proof = await proveExport({
    format,
    files,
    written: { name: path, ending, reads },
    tools: { ...tools, engine: await context.engine() },
    trained: session,
    output,
    images,
    async progress(done, total) {
      context.report({ name: 'exporting', value: { done, total } })
      await pause(context.signal).catch((error: unknown) => {
        throw unproven(path, error)
      })
    }
  })
  if ('problems' in proof) throw problemFault(proof.problems)
  const { maxAbsDifference, scale, samples } = proof
  if (maxAbsDifference <= tolerance * scale) {
    const [, ...image] = images.shape
    return { path, format: id, maxAbsDifference, samples, code: format.loadingCode(path, image) }
  }
  throw new HostFault({
    code: 'export/differs',
    message: `${path} was written, but read back it answers otherwise: its logits differ by up to ${maxAbsDifference}.`,
    fix: 'Do not use the file; export in another format and report this network.'
  })
}

function unproven(path: string, cause: unknown): HostFault {
  const message = `${path} was written, but comparing it with the network was stopped.`
  return new HostFault({ code: 'export/unproven', message, fix: 'Export again to have it compared.' }, cause)
}

/** Images of the held-out part, of all where the split holds none out; made-up ones for a model without samples. */
async function proofImages(opened: PredictSession['model'], project: string, context: JobContext) {
  if (opened.samples === undefined) return noiseImages(opened)
  const dataset = await datasetOf(opened, project, context)
  const indices = (await heldOut(dataset, opened)).subarray(0, proofSamples)
  const image = imageOf(await dataset.read(indices), dataset)
  assert(image.data instanceof Uint8Array, 'Images are bytes.')
  return { shape: image.shape, data: image.data }
}

/** Any images show whether two networks compute the same. */
function noiseImages({ fields }: PredictSession['model']) {
  const image = fieldOf(fields, 'image')
  assert(image !== undefined, 'A model that is exported reads images.')
  const { height, width, channels } = image
  const random = randomOf(1, 'proof')
  const data = Uint8Array.from({ length: madeUpSamples * height * width * channels }, () => random.next() & 255)
  return { shape: [madeUpSamples, height, width, channels], data }
}
