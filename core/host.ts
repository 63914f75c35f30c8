import type { DatasetAbout, DatasetSettings, DatasetSize, SplitName } from './data/dataset.ts'
import type { Change } from './document/history/change.ts'
import type { Document } from './document/records.ts'
import type { EngineDevice } from './engine.ts'
import type { Json } from './json.ts'
import type { Problem } from './problem.ts'
import type { MachineMemory } from './machine-memory.ts'
import type { Datasets } from './network/infer.ts'
import type { Processor } from './processor.ts'
import type { MemoryFigures } from './train/memory.ts'
import type { ClassifierFigures } from './train/metrics.ts'
import type { RunRecord, TrainingEvent, TrainingFrame } from './train/run.ts'

/** Disk, dialog or engine failed. Crosses IPC as plain data; the window shows it and offers to try again. */
export interface HostError {
  readonly code: string
  readonly message: string
  readonly fix?: string
}

/** A canceled dialog is undefined, never an error. */
export type Cancelable<Value> = Value | undefined

export interface About {
  readonly version: string
  readonly platform: string
  readonly electron: string
  readonly processor: Processor
  /** When it was asked. */
  readonly memory: MachineMemory
  /** Of the GPU that trains, where there is one and its driver tells. */
  readonly gpuMemory: MachineMemory | undefined
  readonly engine:
    { readonly library: string; readonly version: string; readonly devices: readonly EngineDevice[] } | HostError
}

export interface RecentProject {
  readonly folder: string
  readonly name: string
  readonly opened: string
}

/** Why a project is here to be looked at and copied, not to be changed. */
export type ReadOnly =
  /** A newer version made it; `lost` are the places in its file that only that one knows. */
  | { readonly reason: 'newer'; readonly lost: readonly string[] }
  /** Another window has it open. */
  | { readonly reason: 'elsewhere' }
  /** Nothing can be written into its folder. */
  | { readonly reason: 'folder' }

/** A project that is open in this window. `id` stands for its folder in every later call. */
export interface OpenProject {
  readonly id: string
  readonly folder: string
  readonly document: Document
  /** The drawing as it was shortly before the program ended without saving, offered back. */
  readonly recovered: { readonly document: Document; readonly at: string } | undefined
  /** Not fatal: what was mended or could not be read. */
  readonly problems: readonly Problem[]
  /** Kept by the program until the person chooses a folder. */
  readonly isTemporary: boolean
  readonly readOnly: ReadOnly | undefined
}

/** What was dropped on the window. Images are what nothing else is; importing says if they are none. */
export type Dropped =
  | { readonly kind: 'project'; readonly folder: string }
  | { readonly kind: 'keras'; readonly path: string }
  /** Of a kind that cannot be read here. */
  | { readonly kind: 'model'; readonly name: string }
  | { readonly kind: 'images' }

export type Opened =
  | { readonly project: OpenProject }
  | {
      readonly problems: readonly Problem[]
      /** Another running program has this folder open: it can be called to the front, or the project be looked at. */
      readonly openElsewhere?: string
    }

export interface Imported {
  readonly settings: DatasetSettings
  readonly about: DatasetAbout
}

export interface SampleQuery {
  readonly split?: SplitName | undefined
  readonly classIndex?: number | undefined
  /** Just these samples, in this order, instead of those of the split and the class. */
  readonly indices?: readonly number[] | undefined
  readonly offset: number
  readonly count: number
}

/** Images as bytes [count, height, width, channels], with where they stand in the dataset. */
export interface Samples {
  readonly total: number
  readonly height: number
  readonly width: number
  readonly channels: number
  readonly images: Uint8Array
  readonly labels: Int32Array
  readonly indices: Int32Array
}

export interface Image {
  readonly height: number
  readonly width: number
  readonly channels: number
  readonly bytes: Uint8Array
}

export interface Prediction {
  readonly classes: readonly string[]
  readonly probabilities: Float32Array
  /** The exact array that the network's first layer received, [height, width, channels]. */
  readonly seen: { readonly shape: readonly number[]; readonly values: Float32Array }
  readonly milliseconds: number
}

export interface Evaluation {
  readonly loss: number
  readonly accuracy: number | undefined
  /** Empty where the network does not sort into classes; so are the confusion and the probabilities. */
  readonly classes: readonly string[]
  /** Rows are the labels, columns the network's answers. */
  readonly confusion: readonly (readonly number[])[]
  readonly indices: Int32Array
  readonly labels: Int32Array
  /** [samples, classes], row-major. */
  readonly probabilities: Float32Array
  /** Undefined where the network does not sort into classes. */
  readonly figures: ClassifierFigures | undefined
}

export const exportFormats = ['keras', 'savedModel'] as const
export type ExportFormat = (typeof exportFormats)[number]

export interface Exported {
  readonly path: string
  readonly format: ExportFormat
  /** Between the trained network's logits and those of the file read back, over `samples` test images. */
  readonly maxAbsDifference: number
  readonly samples: number
}

/** An image or a table of a network, as the window made it. A PDF is printed from its SVG, at this size in CSS pixels. */
export type Figure =
  | { readonly format: 'svg' | 'markdown' | 'text'; readonly text: string }
  | { readonly format: 'png'; readonly bytes: Uint8Array }
  | { readonly format: 'pdf'; readonly svg: string; readonly width: number; readonly height: number }

/** What one layer puts out for a sample: an image averaged over its channels and no larger than a thumbnail, or a vector. */
export interface LayerOverview {
  readonly key: string
  /** Node ids from the root graph down to the layer. */
  readonly ancestry: readonly string[]
  /** Of the whole output, without the batch. */
  readonly shape: readonly number[]
  /** Of `values`; a vector's width is 0. */
  readonly height: number
  readonly width: number
  readonly values: Float32Array
}

export interface LayerOutputs {
  /** How many samples there are to choose from. */
  readonly total: number
  /** Where the sample stands in the dataset. */
  readonly index: number
  readonly label: number
  readonly layers: readonly LayerOverview[]
}

/** [height, width, channels] or a vector, row-major; of a very large one the first channels. */
export interface WholeOutput {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

/** Which image of which kind of explanation is asked for. */
export interface ExplanationQuery {
  /** The id of an entry of the catalogue of explanations. */
  readonly method: string
  /** A place in the run's test set, or an image from elsewhere, which is brought to the size of the run's dataset. */
  readonly image: { readonly place: number } | Image
  /** Name or number of the class that is explained; the likeliest one where it is left out. */
  readonly target?: string | undefined
  /** What is set; the rest is what suits the network. */
  readonly parameters: Readonly<Record<string, Json>>
}

export interface ExplainedImage {
  /** The exact array that the network's first layer received, [height, width, channels]. */
  readonly input: { readonly shape: readonly number[]; readonly values: Float32Array }
  /** The same in bytes, black to white. */
  readonly image: Image
  /** [height, width] or [height, width, channels], over the image. */
  readonly map: { readonly shape: readonly number[]; readonly values: Float32Array }
  /** What can be explained: names of classes, numbers of outputs that have none; empty where there is one output. */
  readonly targets: readonly string[]
  /** Which of them is. */
  readonly target: number
  readonly probabilities: Float32Array
  /** All that it was computed with. */
  readonly parameters: Readonly<Record<string, unknown>>
  /** Of an image from the test set. */
  readonly sample:
    { readonly place: number; readonly index: number; readonly label: number; readonly total: number } | undefined
  readonly milliseconds: number
}

export interface LayerTimes {
  /** Of one sample, forward, by node id; of a block all that is inside it. */
  readonly milliseconds: Readonly<Record<string, number>>
}

/** Everything that the window asks of the machine. The command line calls the same handlers. */
export interface HostApi {
  about(): Promise<About>

  /** The project that was open last, or the first-start one. */
  openLastProject(): Promise<Opened>
  /** From a template, with values for what it asks for. */
  newProject(template: string, values?: Readonly<Record<string, Json>>): Promise<Opened>
  chooseProject(): Promise<Cancelable<Opened>>
  /** Only folders of `recentProjects`, and folders dropped on the window. Looked at, it cannot be changed. */
  openProject(folder: string, isLooked?: boolean): Promise<Opened>
  /** The drawing of a dropped model file as a new project, without its weights. */
  openModel(path: string): Promise<Opened>
  lookAtDropped(paths: readonly string[]): Promise<Dropped>
  /** Calls the window to the front that has the folder open. */
  callHolder(folder: string): Promise<void>
  recentProjects(): Promise<readonly RecentProject[]>
  /** Fails with the code `project/changed-on-disk` where another program has changed the file meanwhile. */
  saveProject(project: string, document: Document): Promise<void>
  saveProjectAs(project: string, document: Document): Promise<Cancelable<OpenProject>>
  /** What another program has put into the project's file, to be shown from now on. */
  loadFromDisk(
    project: string
  ): Promise<{ readonly document: Document } | { readonly document?: undefined; readonly problems: readonly Problem[] }>
  /** The next save may overwrite what another program has put into the project's file. */
  keepOverDisk(project: string): Promise<void>
  /** Adds to the edit journal, so that a crash loses at most the last two seconds. */
  journal(project: string, changes: readonly Change[]): Promise<void>
  /** Forgets what the journal holds: saved, or declined by the person. */
  discardRecovered(project: string): Promise<void>
  /** The window has unsaved changes, so closing asks first. */
  setUnsaved(project: string, isUnsaved: boolean): Promise<void>

  /** Packs the dataset when its cache is missing or its settings changed. */
  describeDataset(project: string, settings: DatasetSettings): Promise<DatasetAbout>
  chooseDataset(project: string, kind: 'idx' | 'folder'): Promise<Cancelable<Imported>>
  /** Files or a folder dropped on the window. */
  importDropped(project: string, paths: readonly string[]): Promise<Imported>
  /** Stops what is being packed; the call that waits for it then fails with the code `dataset/stopped`. */
  stopImport(project: string): Promise<void>
  samples(project: string, settings: DatasetSettings, query: SampleQuery): Promise<Samples>

  /** Answers with the run's id once it is queued, or with what keeps it from starting. */
  startTraining(
    project: string,
    document: Document
  ): Promise<{ readonly run: string } | { readonly problems: readonly Problem[] }>
  /**
   * What a training would take of the memory; undefined where the network cannot be trained. Asked after each edit, so
   * it takes the document as JSON: a text crosses to the machine far faster than objects do.
   */
  memoryFigures(document: string, datasets: Datasets, dataset?: DatasetSize): Promise<MemoryFigures | undefined>
  resumeTraining(project: string, run: string): Promise<void>
  stopTraining(run: string): Promise<void>
  runs(project: string): Promise<readonly RunRecord[]>
  /** Frames of a run as they were recorded, for its curves. */
  frames(project: string, run: string): Promise<readonly TrainingFrame[]>
  deleteRun(project: string, run: string): Promise<void>

  decodeImage(file: Uint8Array): Promise<Image>
  predict(project: string, run: string, image: Image): Promise<Prediction>
  evaluate(project: string, run: string, split: SplitName): Promise<Evaluation>

  /** What the layers of a run's network put out for one sample of its test set. */
  layerOutputs(project: string, run: string, place: number): Promise<LayerOutputs>
  /** All channels of one layer, by its key. */
  layerOutput(project: string, run: string, place: number, layer: string): Promise<WholeOutput>
  /** Fails with the code `explain/stopped` once it is stopped, or another explanation is asked for. */
  explain(project: string, run: string, query: ExplanationQuery): Promise<ExplainedImage>
  stopExplaining(): Promise<void>
  /** Measures each layer by itself; fails with the code `times/stopped` once it is stopped. */
  timeLayers(document: Document): Promise<LayerTimes>
  stopTiming(): Promise<void>

  /** Asks where to, writes, reads back, proves. */
  exportRun(project: string, run: string, format: ExportFormat): Promise<Cancelable<Exported>>
  /** Asks where to, and writes. Answers with the path. */
  saveFigure(name: string, figure: Figure): Promise<Cancelable<string>>
  showInFolder(path: string): Promise<void>
}

/** What the machine tells the window unasked. */
export interface HostEvents {
  /** The program was started once more for this project. */
  openAsked: { readonly folder: string }
  /** Another program has changed the open project's file. */
  changedOnDisk: { readonly project: string }
  training: TrainingEvent
  timing: { readonly done: number; readonly total: number }
  explaining: { readonly done: number; readonly total: number }
  importing: { readonly name: string; readonly done: number; readonly total: number }
  /** A menu item was chosen: the id of one of the window's commands. */
  command: { readonly id: string }
}

/**
 * What the window sees as `window.host`: the calls, the events, and the paths of what a person dropped, which the
 * machine then lets be read. `DroppedFile` is the window's own `File`, which core does not know.
 */
export interface HostBridge<DroppedFile> extends HostApi {
  /** Subscribes; what it returns ends the subscription. */
  on<Name extends keyof HostEvents>(event: Name, listener: (value: HostEvents[Name]) => void): () => void
  pathsOf(files: readonly DroppedFile[]): readonly string[]
}

/** Named once more, so that the preload can expose exactly these; the compiler demands every one. */
const calls: Readonly<Record<keyof HostApi, true>> = {
  about: true,
  openLastProject: true,
  newProject: true,
  chooseProject: true,
  openProject: true,
  openModel: true,
  lookAtDropped: true,
  callHolder: true,
  recentProjects: true,
  saveProject: true,
  saveProjectAs: true,
  loadFromDisk: true,
  keepOverDisk: true,
  journal: true,
  discardRecovered: true,
  setUnsaved: true,
  describeDataset: true,
  chooseDataset: true,
  importDropped: true,
  stopImport: true,
  samples: true,
  startTraining: true,
  memoryFigures: true,
  resumeTraining: true,
  stopTraining: true,
  runs: true,
  frames: true,
  deleteRun: true,
  decodeImage: true,
  predict: true,
  evaluate: true,
  layerOutputs: true,
  layerOutput: true,
  explain: true,
  stopExplaining: true,
  timeLayers: true,
  stopTiming: true,
  exportRun: true,
  saveFigure: true,
  showInFolder: true
}

export const hostCalls = Object.keys(calls) as readonly (keyof HostApi)[]
export const hostEvents = [
  'openAsked',
  'changedOnDisk',
  'training',
  'importing',
  'timing',
  'explaining',
  'command'
] as const satisfies readonly (keyof HostEvents)[]
