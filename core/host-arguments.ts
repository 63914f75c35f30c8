import { z } from 'zod'
import { exportFormats, type HostApi } from './host.ts'

const id = z.string().min(1).max(200)
const path = z.string().min(1).max(4096)
/** Checked for its form here and in full by the document's parser, behind the door. */
const object = z.record(z.string(), z.unknown())
const bytes = z.instanceof(Uint8Array)
const settings = object
const name = z.string().max(300)
/** As long as the drawing of a network of thousands of layers may be. */
const text = z.string().max(100_000_000)
const length = z.number().positive().max(1_000_000)
const figure = z.discriminatedUnion('format', [
  z.object({ format: z.enum(['svg', 'markdown', 'text']), text }),
  z.object({ format: z.literal('png'), bytes }),
  z.object({ format: z.literal('pdf'), svg: text, width: length, height: length })
])
const count = z.number().int().min(0)
const datasetSize = z.object({ count, height: count, width: count, channels: count })
const datasets = z.record(
  z.string(),
  z.object({ height: count, width: count, channels: count, classes: z.array(z.string()) })
)
const image = z.object({ height: count, width: count, channels: count, bytes })
const explanationQuery = z.object({
  method: id,
  image: z.union([z.object({ place: count }), image]),
  target: name.optional(),
  parameters: object
})
const split = z.enum(['train', 'validation', 'test'])

/** The form of every call's arguments. Main checks them before a handler sees them. */
export const hostArguments = {
  about: z.tuple([]),
  openLastProject: z.tuple([]),
  newProject: z.union([z.tuple([id]), z.tuple([id, object])]),
  chooseProject: z.tuple([]),
  openProject: z.union([z.tuple([path]), z.tuple([path, z.boolean()])]),
  openModel: z.tuple([path]),
  lookAtDropped: z.tuple([z.array(path).min(1).max(100_000)]),
  callHolder: z.tuple([path]),
  recentProjects: z.tuple([]),
  saveProject: z.tuple([id, object]),
  saveProjectAs: z.tuple([id, object]),
  loadFromDisk: z.tuple([id]),
  keepOverDisk: z.tuple([id]),
  journal: z.tuple([id, z.array(object)]),
  discardRecovered: z.tuple([id]),
  setUnsaved: z.tuple([id, z.boolean()]),
  describeDataset: z.tuple([id, settings]),
  chooseDataset: z.tuple([id, z.enum(['idx', 'folder'])]),
  importDropped: z.tuple([id, z.array(path).min(1).max(100_000)]),
  stopImport: z.tuple([id]),
  samples: z.tuple([
    id,
    settings,
    z.object({
      split: split.optional(),
      classIndex: count.optional(),
      indices: z.array(count).max(10_000).optional(),
      offset: count,
      count: count.max(10_000)
    })
  ]),
  startTraining: z.tuple([id, object]),
  memoryFigures: z.union([z.tuple([text, datasets]), z.tuple([text, datasets, datasetSize])]),
  resumeTraining: z.tuple([id, id]),
  stopTraining: z.tuple([id]),
  runs: z.tuple([id]),
  frames: z.tuple([id, id]),
  deleteRun: z.tuple([id, id]),
  decodeImage: z.tuple([bytes]),
  predict: z.tuple([id, id, image]),
  evaluate: z.tuple([id, id, split]),
  layerOutputs: z.tuple([id, id, count]),
  layerOutput: z.tuple([id, id, count, z.string().min(1).max(2000)]),
  explain: z.tuple([id, id, explanationQuery]),
  stopExplaining: z.tuple([]),
  timeLayers: z.tuple([object]),
  stopTiming: z.tuple([]),
  exportRun: z.tuple([id, id, z.enum(exportFormats)]),
  saveFigure: z.tuple([name, figure]),
  showInFolder: z.tuple([path])
} satisfies Record<keyof HostApi, z.ZodType>
