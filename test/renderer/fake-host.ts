import type { DatasetAbout } from '../../core/data/dataset.ts'
import { selectSamples } from '../../core/data/select-samples.ts'
import { splitIndices } from '../../core/data/split.ts'
import type { Change } from '../../core/document/history/change.ts'
import type { Document } from '../../core/document/records.ts'
import type { Evaluation, Prediction } from '../../core/host/calls/explore.ts'
import type { LiveTraining } from '../../core/host/calls/training.ts'
import type { Figure } from '../../core/host/calls/figures.ts'
import { hostCalls, type HostApi, type HostBridge, type HostEvents } from '../../core/host/host.ts'
import type { HostError } from '../../core/host/host-error.ts'
import type { OpenProject } from '../../core/host/calls/projects.ts'
import type { ImportOffer } from '../../core/data/sources/import-offer.ts'
import type { Imported } from '../../core/host/calls/datasets.ts'
import type { Image } from '../../core/data/place-image.ts'
import type { ExplainedImage, ExplanationQuery } from '../../core/host/calls/explanations.ts'
import type { Json } from '../../core/json.ts'
import { inferNetwork } from '../../core/network/infer.ts'
import { digits, shapes } from '../../core/data/sources/built-in.ts'
import { documentFromTemplate } from '../../core/templates/catalogue.ts'
import { memoryBasis } from '../../core/train/memory/memory.ts'
import { classifierMetrics } from '../../core/outputs/classifier-metrics.ts'
import type { RunRecord, TrainingFrame } from '../../core/train/run.ts'
import { imagesAndLabels } from '../images-and-labels.ts'
import { createFakeClassifier } from './fake-classifier.ts'
import { fakeExplanation } from './fake-explanation.ts'
import { createFakeTraining } from './fake-training.ts'
import { drawDigits } from './synthetic-digits.ts'

/** What a test can see of the machine, and do in its place. */
export interface FakeHost {
  readonly host: HostBridge<File>
  /** Every batch that was journalled, in its order. */
  readonly journal: (readonly Change[])[]
  readonly saved: Document[]
  readonly unsaved: boolean[]
  readonly predicted: Image[]
  /** Whatever was saved as a figure. */
  readonly figures: Figure[]
  tell<Name extends keyof HostEvents>(name: Name, value: HostEvents[Name]): void
  /** The next call of this name fails with the error. */
  failNext(name: keyof HostBridge<File>, error: HostError): void
  /** What another program has put into the project's file. */
  onDisk: { document: Document }
  /** Answers to dialogs; undefined is a person who cancels. */
  dialogs: { saveAs: string | undefined }
}

interface FakeOptions {
  readonly samples?: number
  /** What the ten digits are called. */
  readonly classes?: readonly string[]
  /** The drawing that a crash left behind. */
  readonly recovered?: OpenProject['recovered']
  readonly readOnly?: OpenProject['readOnly']
  /** Between two frames of a training. */
  readonly frameMs?: number
  readonly template?: string
  /** Runs that lie in the project already. */
  readonly runs?: (document: Document, about: DatasetAbout) => readonly { record: RunRecord; frames: TrainingFrame[] }[]
}

const importOffers: readonly ImportOffer[] = [
  {
    id: 'folder',
    label: 'Folder of images',
    summary: 'One folder for each class.',
    chooses: { kind: 'folder', hint: 'Choose one.' },
    fitsImages: true
  },
  { id: 'digits', label: digits.name, summary: 'Handwritten digits.', source: digits.source },
  { id: 'shapes', label: shapes.name, summary: 'Colored shapes.', source: shapes.source }
]

/** A machine in memory: synthetic digits, a nearest-mean classifier in place of the engine, trainings that follow a formula. */
export function createFakeHost(options: FakeOptions = {}): FakeHost {
  const { samples = 600, frameMs = 50, template = 'firstStart' } = options
  const drawn = drawDigits(samples, 7)
  const { classes = Array.from({ length: 10 }, (_, digit) => String(digit)) } = options
  const size = { height: 28, width: 28, channels: 1, classes }
  const packed = imagesAndLabels({ id: digits.id, fingerprint: 'synthetic' }, size, drawn.images, drawn.labels)
  const { about } = packed
  const classifier = createFakeClassifier(drawn)
  const first = documentOf(template)
  const listeners = new Map<keyof HostEvents, Set<(value: never) => void>>()
  const failures = new Map<string, HostError>()
  const journal: (readonly Change[])[] = []
  const saved: Document[] = []
  const unsaved: boolean[] = []
  const predicted: Image[] = []
  const figures: Figure[] = []
  const onDisk: FakeHost['onDisk'] = { document: first }
  const dialogs: FakeHost['dialogs'] = { saveAs: '/home/person/projects/my-digits' }
  const records = new Map<string, { record: RunRecord; frames: TrainingFrame[] }>()
  const deleted: typeof records = new Map()
  for (const run of options.runs?.(first, about) ?? []) records.set(run.record.id, run)

  function tell<Name extends keyof HostEvents>(name: Name, value: HostEvents[Name]): void {
    for (const listener of listeners.get(name) ?? []) listener(value as never)
  }

  const training = createFakeTraining({
    about,
    frameMs,
    records,
    tell(event) {
      tell('training', event)
      if (event.event === 'preparing' || event.event === 'done') tell('liveTrainings', liveTrainings())
    }
  })

  function liveTrainings(): readonly LiveTraining[] {
    return [...records.values()].flatMap(({ record: { id, name, state, document } }) =>
      state === 'running'
        ? { run: id, name, folder: '/home/person/projects/digits', project: document.name, isWaiting: false }
        : []
    )
  }

  function openProject(document: Document, folder: string): OpenProject {
    return {
      id: 'project',
      folder,
      document,
      recovered: options.recovered,
      problems: [],
      isTemporary: false,
      readOnly: options.readOnly
    }
  }

  function evaluate(split: 'train' | 'validation' | 'test'): Evaluation {
    const indices = splitIndices(packed.labels, digits.split)[split]
    const probabilities = new Float32Array(indices.length * 10)
    const confusion = classes.map(() => classes.map(() => 0))
    const labels = indices.map(index => drawn.labels[index]!)
    let right = 0
    indices.forEach((index, position) => {
      const row = classifier(drawn.images.subarray(index * 784, (index + 1) * 784))
      probabilities.set(row, position * 10)
      const prediction = row.indexOf(Math.max(...row))
      confusion[labels[position]!]![prediction]! += 1
      if (prediction === labels[position]) right += 1
    })
    const figures = classifierMetrics({ labels, probabilities, classCount: 10 }, confusion)
    return {
      kind: 'classes',
      metrics: { loss: 0.412, accuracy: right / indices.length },
      classes,
      confusion,
      indices,
      labels,
      probabilities,
      figures
    }
  }

  function predict(image: Image): Prediction {
    predicted.push(image)
    const values = new Float32Array(32 * 32)
    for (let y = 0; y < 28; y += 1) {
      for (let x = 0; x < 28; x += 1) values[(y + 2) * 32 + x + 2] = (image.bytes[y * 28 + x] ?? 0) / 255
    }
    const bytes = Uint8Array.from(values, value => Math.round(value * 255))
    return {
      kind: 'classes',
      classes,
      probabilities: classifier(image.bytes),
      seen: { shape: [32, 32, 1], values },
      input: { height: 32, width: 32, channels: 1, bytes },
      milliseconds: 1.8
    }
  }

  function explain({ method, image }: ExplanationQuery): ExplainedImage {
    if (!('position' in image)) return fakeExplanation(method, image, classifier(image.bytes))
    const { test } = splitIndices(packed.labels, digits.split)
    const index = test[image.position] ?? 0
    const bytes = drawn.images.slice(index * 784, (index + 1) * 784)
    const explained = fakeExplanation(method, { height: 28, width: 28, channels: 1, bytes }, classifier(bytes))
    return { ...explained, sample: { ...image, index, label: drawn.labels[index] ?? 0, total: test.length } }
  }

  const host: HostBridge<File> = {
    ...unanswered(),
    about: async () => ({
      version: '0.1.0',
      platform: 'linux',
      electron: '22.3.25',
      processor: { name: 'AMD EPYC', bfloat16: 'AVX-512' },
      engine: { library: 'TensorFlow', version: '2.21.0', devices: [{ name: 'CPU', type: 'CPU' }] }
    }),
    openLastProject: async () => ({ project: openProject(first, '/home/person/projects/digits') }),
    newProject: async ({ template, values }) => ({
      project: openProject(documentOf(template, values), `/home/person/projects/${template}`)
    }),
    chooseProject: async () => undefined,
    openProject: async ({ folder }) => ({ project: openProject(first, folder) }),
    recentProjects: async () => [
      { folder: '/home/person/projects/digits', name: 'LeNet on digits', opened: '2026-11-24T10:00:00Z' },
      { folder: '/home/person/projects/leaves', name: 'Leaves by species', opened: '2026-11-20T10:00:00Z' }
    ],
    chooseModel: async () => undefined,
    models: async () => ({ models: [], problems: [] }),
    addModel: async () => undefined,
    deleteModel: async () => undefined,
    openModel: async () => ({ project: openProject(first, '/home/person/projects/model') }),
    lookAtDropped: async ({ paths: [path = ''] }) => {
      const name = path.split('/').at(-1) ?? ''
      if (name.endsWith('.keras')) return { kind: 'model', path }
      if (name.endsWith('.onnx')) return { kind: 'unreadableModel', name }
      return name === 'project' ? { kind: 'project', folder: path } : { kind: 'images' }
    },
    callHolder: async () => undefined,
    loadFromDisk: async () => ({ document: onDisk.document }),
    keepOverDisk: async () => undefined,
    saveProject: async ({ document }) => void saved.push(document),
    saveProjectAs: async ({ document }) => {
      if (dialogs.saveAs === undefined) return undefined
      saved.push(document)
      return openProject(document, dialogs.saveAs)
    },
    journal: async ({ changes }) => void journal.push(changes),
    discardRecovered: async () => undefined,
    setUnsaved: async ({ isUnsaved }) => void unsaved.push(isUnsaved),
    describeDataset: async ({ settings }) => ({ ...about, id: settings.id }),
    importOffers: async () => importOffers,
    importOffer: async ({ offer }) => imported(offer, about),
    importDropped: async () => imported('folder', about),
    samples: async ({ settings, query }) => selectSamples(packed, splitIndices(packed.labels, settings.split), query),
    startTraining: async ({ document }) => ({ run: training.start(document) }),
    async trainingMemory({ document: text, datasets, dataset }) {
      const document = JSON.parse(text) as Document
      const network = inferNetwork(document, datasets)
      return { basis: memoryBasis({ network, datasets, recipe: document.recipe, dataset }), usable: 8e9 }
    },
    resumeTraining: async ({ run }) => training.resume(run),
    stopTraining: async ({ run }) => training.stop(run),
    liveTrainings: async () => liveTrainings(),
    runs: async () => ({ runs: [...records.values()].map(({ record }) => record), problems: [] }),
    generatedSamples: async () => undefined,
    frames: async ({ run }) => [...(records.get(run)?.frames ?? [])],
    describeRun: async ({ run, name, note }) => {
      const known = records.get(run)
      if (known) known.record = { ...known.record, name, ...(note !== '' && { note }) }
    },
    deleteRun: async ({ run }) => {
      const known = records.get(run)
      if (known) deleted.set(run, known)
      records.delete(run)
    },
    restoreRun: async ({ run }) => {
      const known = deleted.get(run)
      if (known) records.set(run, known)
    },
    decodeImage: async () => ({ height: 28, width: 28, channels: 1, bytes: drawn.images.slice(0, 784) }),
    predict: async ({ image }) => predict(image),
    evaluate: async ({ split }) => evaluate(split),
    showSamples: async () => [],
    layerOutputs: async () => ({ total: 60, index: 0, label: 0, layers: [] }),
    layerOutput: async () => ({ shape: [2], values: new Float32Array(2) }),
    explain: async ({ query }) => explain(query),
    timeLayers: async () => ({ milliseconds: {} }),
    stop: async () => undefined,
    exportModel: async ({ format }) => ({
      path: `/home/person/models/lenet-digits${format === 'keras' ? '.keras' : ''}`,
      format,
      maxAbsDifference: 2.4e-7,
      samples: 256,
      code: 'print(model)'
    }),
    saveFigure: async ({ name, figure }) => {
      figures.push(figure)
      return `/home/person/papers/${name}.${figure.format}`
    },
    showInFolder: async () => undefined,
    on(event, listener) {
      const heard = listeners.get(event) ?? new Set()
      listeners.set(event, heard)
      heard.add(listener)
      return () => heard.delete(listener)
    },
    pathsOf: files => files.map(({ name }) => `/dropped/${name}`)
  }

  const failing = new Proxy(host, {
    get(target, name, receiver) {
      const failure = failures.get(String(name))
      if (failure === undefined) return Reflect.get(target, name, receiver) as unknown
      failures.delete(String(name))
      return () => Promise.reject(Object.assign(Object.create(null) as object, failure))
    }
  })
  return {
    host: failing,
    journal,
    saved,
    unsaved,
    predicted,
    figures,
    tell,
    failNext: (name, error) => void failures.set(name, error),
    dialogs,
    onDisk
  }
}

function documentOf(template: string, values: Readonly<Record<string, Json>> = {}): Document {
  const made = documentFromTemplate(template, values)
  if ('problems' in made) throw new Error(made.problems[0]?.message)
  return made.document
}

/** Calls that nobody has faked yet. */
function unanswered(): HostApi {
  const refuse = (name: string) => () => Promise.reject(new Error(`The fake machine does not answer ${name}.`))
  return Object.fromEntries(Object.keys(hostCalls).map(name => [name, refuse(name)])) as unknown as HostApi
}

function imported(id: string, about: DatasetAbout): Imported {
  const source = { kind: 'folder', path: '/home/person/images/leaves' }
  const recognized = { label: 'Folder of images', reason: 'It is a folder.' }
  return { settings: { ...digits, id, name: 'Leaves', source }, about: { ...about, id }, recognized }
}
