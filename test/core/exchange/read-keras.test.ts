import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { classesOf, fieldOf } from '../../../core/data/fields/catalogue.ts'
import { keras } from '../../../core/exchange/keras/keras.ts'
import { floatsOf } from '../../../core/engine.ts'
import { readKeras } from '../../../core/exchange/keras/read-keras.ts'
import type { ExchangeTools, ReadModel } from '../../../core/exchange/format.ts'
import { readZip, writeZip } from '../../../core/exchange/zip.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import { proveExport } from '../../../core/exchange/prove-export.ts'
import type { Problem } from '../../../core/problem.ts'
import { outputOf } from '../../../core/outputs/catalogue.ts'
import { startH5 } from '../../../electron/exchange/h5.ts'
import { testEngine } from '../../run-tensors.ts'
import { models } from './models.ts'
import { noise, openTrained } from './run-trained.ts'

const folder = new URL('../../fixtures/exchange/keras/', import.meta.url)
const date = new Date('2026-11-24T11:36:17Z')
let tools: ExchangeTools

beforeAll(async () => {
  tools = { h5: await startH5() }
})

function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`${name}.keras`, folder)))
}

function read(bytes: Uint8Array): ReadModel {
  const file = readKeras(bytes, 'model.keras', tools)
  if ('problems' in file) throw new Error(JSON.stringify(file.problems))
  return file.model
}

function problemsOf(bytes: Uint8Array): readonly Problem[] {
  const file = readKeras(bytes, 'model.keras', tools)
  if (!('problems' in file)) throw new Error('It was read.')
  return file.problems
}

function written(name: string): Uint8Array {
  const files = keras.write(models[name]!, { ending: 'probabilities', date }, tools)
  if (!('files' in files)) throw new Error(JSON.stringify(files.problems))
  return files.files[0]!.bytes
}

/** The archive with these entries in place of its own; undefined takes one out. */
function repacked(bytes: Uint8Array, changes: Readonly<Record<string, string | Uint8Array | undefined>>): Uint8Array {
  const entries = readZip(bytes, { entries: 100, bytes: 1e9 })
  if ('broken' in entries) throw new Error(entries.broken)
  const kept = entries.filter(({ path }) => !(path in changes))
  const added = Object.entries(changes).flatMap(([path, content]) =>
    content === undefined ? [] : [{ path, bytes: new Uint8Array(Buffer.from(content)) }]
  )
  return writeZip([...kept, ...added])
}

interface Config {
  config: { layers: { name: string; class_name: string; config: Record<string, unknown>; inbound_nodes: unknown[] }[] }
}

function configOf(bytes: Uint8Array): string {
  const entries = readZip(bytes, { entries: 100, bytes: 1e9 })
  if ('broken' in entries) throw new Error(entries.broken)
  return Buffer.from(entries.find(({ path }) => path === 'config.json')!.bytes).toString()
}

/** The model with its configuration changed. */
function reconfigured(name: string, change: (config: Config) => void): Uint8Array {
  const bytes = written(name)
  const config = JSON.parse(configOf(bytes)) as Config
  change(config)
  return repacked(bytes, { 'config.json': JSON.stringify(config) })
}

const names = readdirSync(folder)
  .filter(name => name.endsWith('.keras'))
  .map(name => name.replace('.keras', ''))

describe('files that Keras wrote', () => {
  it.each(names.filter(name => name.startsWith('sound')))('%s predicts as in Keras', async name => {
    const { shape, images, predictions } = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as {
      readonly shape: readonly number[]
      readonly images: readonly number[]
      readonly predictions: readonly number[]
    }
    const files = [{ path: '', bytes: fixture(name) }]
    const opened = await keras.open(files, { name, ending: 'logits', reads: '' }, { ...tools, engine: testEngine() })
    if ('problems' in opened) throw new Error(JSON.stringify(opened.problems))
    try {
      const values = floatsOf(await opened.predict({ dtype: 'float32', shape, data: Float32Array.from(images) }))
      expect(values.length).toBe(predictions.length)
      expect(
        Math.max(...predictions.map((prediction, index) => Math.abs(prediction - values[index]!)))
      ).toBeLessThanOrEqual(1e-6)
    } finally {
      await opened.close()
    }
  })

  it('becomes a drawing that reads like one drawn by hand', () => {
    const { drawing, datasets } = read(fixture('sound-branches'))
    const rows = inferNetwork(drawing, datasets).layers.map(({ path, node }) => [path, node.type, node.parameters])
    expect(rows).toMatchObject([
      ['photo', 'data', { size: [9, 11], channels: 3, scale: 'raw' }],
      [
        'left_branch',
        'conv2d',
        { strides: [2, 2], padding: 'explicit', explicitPadding: [1, 1], kernelInitializer: 'heNormal' }
      ],
      ['average_pooling2d', 'averagePooling2d', { poolSize: [3, 3], padding: 'explicit', explicitPadding: [1, 1] }],
      ['conv2d', 'conv2d', { kernelSize: [1, 1] }],
      ['conv2d_1', 'conv2d', { padding: 'same' }],
      ['add', 'add', {}],
      ['batch_normalization', 'batchNormalization', { center: false, epsilon: 1e-5 }],
      ['re_lu', 'relu', {}],
      ['activation', 'sigmoid', {}],
      ['concatenate', 'concatenate', {}],
      ['global_average_pooling2d', 'globalAveragePooling2d', {}],
      ['activation_1', 'relu', {}],
      ['dense', 'dense', { units: 5 }],
      ['end', 'output', { reads: 'softmax' }]
    ])
  })

  it.each([
    ['refused-class', 'keras/unsupported-class', /GaussianDropout/],
    ['refused-axis', 'keras/unsupported-option', /GroupNormalization with axis = 1/],
    ['refused-shared', 'keras/unreadable', /used more than once/],
    ['refused-free-size', 'keras/unsupported-option', /InputLayer with batch_shape/],
    ['refused-slope', 'keras/unsupported-option', /ReLU with negative_slope = 0.1/],
    ['refused-training', 'keras/unsupported-option', /Dropout with training = true/],
    ['refused-mish', 'keras/unsupported-option', /Conv2D with activation = "mish"/]
  ])('%s has no equal here, and the problem says why', (name, code, message) => {
    expect(problemsOf(fixture(name))).toEqual([
      expect.objectContaining({ code, message: expect.stringMatching(message), severity: 'error' })
    ])
  })
})

describe('files that this program wrote', () => {
  /** HDF5 keeps the time at which it wrote each dataset, so the bytes of two files are not the same. */
  function contentOf(bytes: Uint8Array): readonly unknown[] {
    const entries = readZip(bytes, { entries: 3, bytes: 1e9 })
    if ('broken' in entries) throw new Error(entries.broken)
    return entries.map(({ path, bytes: content }) => [
      path,
      path.endsWith('.h5') ? tools.h5.read(content, 1e9) : JSON.parse(Buffer.from(content).toString())
    ])
  }

  it.each(Object.keys(models))('%s written again after reading holds the same', name => {
    const bytes = written(name)
    const { drawing, datasets, weights } = read(bytes)
    const model = { ...models[name]!, network: inferNetwork(drawing, datasets), datasets, weights }
    const again = keras.write(model, { ending: 'probabilities', date }, tools)
    if (!('files' in again)) throw new Error(JSON.stringify(again.problems))
    expect(contentOf(again.files[0]!.bytes)).toEqual(contentOf(bytes))
  })

  it.each(Object.keys(models))('%s keeps the names of its classes', name => {
    const classes = ['ant', 'bee', 'cat', 'dog', 'eel', 'fox', 'gnu', 'hen', 'ibis', 'jay']
    const files = keras.write({ ...models[name]!, classes }, { ending: 'probabilities', date }, tools)
    if (!('files' in files)) throw new Error('It was not written.')
    const facts = Object.values(read(files.files[0]!.bytes).datasets)
    expect(facts.map(({ fields }) => classesOf(fieldOf(fields, 'label')))).toEqual([classes])
  })

  it('shows a single changed weight in the proof', async () => {
    const model = models['lenet']!
    const changed = { ...model, weights: { ...model.weights, 'c3/bias': model.weights['c3/bias']!.slice() } }
    changed.weights['c3/bias'][5]! += 0.01
    const files = keras.write(changed, { ending: 'logits', date }, tools)
    if (!('files' in files)) throw new Error('It was not written.')
    const trained = await openTrained(model)
    const proof = await proveExport({
      format: keras,
      files: files.files,
      written: { name: 'model.keras', ending: 'logits', reads: 'softmax' },
      tools: { ...tools, engine: testEngine() },
      trained,
      output: outputOf(model.network, model.datasets)!,
      images: noise(model, 4)
    })
    await trained.close()
    expect('maxAbsDifference' in proof && proof.maxAbsDifference).toBeGreaterThan(1e-5)
  })
})

describe('broken files', () => {
  const conv = (config: Config) => config.config.layers.find(({ name }) => name === 'c1')!

  it.each<[string, () => Uint8Array, RegExp]>([
    ['a text', () => new Uint8Array(Buffer.from('no model')), /does not end as a zip archive/],
    ['half a file', () => written('lenet').slice(0, 2000), /does not end/],
    ['no configuration', () => repacked(written('lenet'), { 'config.json': undefined }), /no config.json/],
    ['no weights', () => repacked(written('lenet'), { 'model.weights.h5': undefined }), /no model.weights.h5/],
    ['a configuration that is no JSON', () => repacked(written('lenet'), { 'config.json': '{"a":' }), /not JSON/],
    [
      'a configuration nested ten thousand deep',
      () => {
        const text = configOf(written('lenet')).replace(
          '"padding":"valid"',
          `"padding":${'['.repeat(1e4)}${']'.repeat(1e4)}`
        )
        return repacked(written('lenet'), { 'config.json': text })
      },
      /config.json is not JSON/
    ],
    ['a configuration of something else', () => repacked(written('lenet'), { 'config.json': '[]' }), /config.json: /],
    [
      'weights that are no HDF5',
      () => repacked(written('lenet'), { 'model.weights.h5': 'x'.repeat(4096) }),
      /model.weights.h5: .*signature/
    ],
    [
      'weights that lead to other files',
      () => repacked(written('lenet'), { 'model.weights.h5': h5('external-link') }),
      /link/
    ],
    [
      'weights that would fill the memory',
      () => repacked(written('lenet'), { 'model.weights.h5': h5('bomb') }),
      /more numbers/
    ],
    ['a name that leads out', () => repacked(written('lenet'), { '../../evil': 'x' }), /leads out/],
    [
      'a missing layer',
      () => reconfigured('lenet', ({ config }) => config.layers.splice(3, 1)),
      /the layer c1 is named and does not exist/
    ],
    [
      'a layer called on nothing',
      () => reconfigured('lenet', config => (conv(config).inbound_nodes = [])),
      /the layer c1 is not called on one input/
    ],
    [
      'a layer twice',
      () => reconfigured('lenet', config => config.config.layers.push(conv(config))),
      /two layers have the same name/
    ],
    [
      'a circle',
      () =>
        reconfigured('lenet', config => {
          conv(config).inbound_nodes = config.config.layers.find(({ name }) => name === 'c5')!.inbound_nodes
        }),
      /feeds itself/
    ]
  ])('refuses %s', (_, make, message) => {
    expect(problemsOf(make())).toEqual([
      expect.objectContaining({
        code: 'keras/unreadable',
        message: expect.stringMatching(message),
        where: { path: 'model.keras' }
      })
    ])
  })

  it('becomes problems or a model, whatever stands in the configuration', () => {
    const pathsIn = (value: unknown, path: readonly string[] = []): readonly (readonly string[])[] =>
      typeof value === 'object' && value !== null
        ? [path, ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, key]))]
        : [path]
    const bytes = fixture('sound-branches')
    const text = configOf(bytes)
    const odd = [null, 0, -1, 1e9, 1.5, '', '__proto__', 'constructor', 'relu', 'Add', [], {}, [[1]], [1, 2], true]
    const paths = pathsIn(JSON.parse(text)).filter(path => path.length > 0)
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.constantFrom(...odd), (path, value) => {
        const config: unknown = JSON.parse(text)
        let position = config as Record<string, unknown>
        for (const key of path.slice(0, -1)) position = position[key] as Record<string, unknown>
        position[path.at(-1)!] = value
        readKeras(repacked(bytes, { 'config.json': JSON.stringify(config) }), 'model.keras', tools)
      }),
      { numRuns: 300, seed: 4, examples: [[['config', 'layers', '3', 'class_name'], 'constructor']] }
    )
  })

  it('names the file and the layer whose weights do not fit', () => {
    const bytes = reconfigured('lenet', config => (conv(config).config['filters'] = 7))
    expect(problemsOf(bytes)).toMatchObject([
      {
        code: 'keras/weights',
        where: { path: 'model.keras: c1' },
        message: expect.stringMatching(/5×5×1×6, 6 .* 5×5×1×7, 7/)
      },
      { code: 'keras/weights', where: { path: 'model.keras: c3' } }
    ])
  })

  it('names the file where its layers do not fit each other', () => {
    const bytes = reconfigured('lenet', config => (conv(config).config['kernel_size'] = [99, 99]))
    const [problem] = problemsOf(bytes)
    expect(problem).toMatchObject({
      code: 'window/too-large',
      where: { path: 'model.keras: c1' }
    })
  })

  it('refuses images that would fill the memory', () => {
    const bytes = reconfigured('lenet', ({ config: { layers } }) => {
      const input = layers.find(layer => layer.class_name === 'InputLayer')!
      input.config['batch_shape'] = [null, 4096, 4096, 64]
    })
    const message = 'InputLayer with batch_shape = [null,4096,4096,64] has no equal here.'
    expect(problemsOf(bytes)).toContainEqual(expect.objectContaining({ code: 'keras/unsupported-option', message }))
  })

  it('tells the beginning of an option that fills pages', () => {
    const bytes = reconfigured('lenet', config => (conv(config).config['padding'] = 'x'.repeat(1e6)))
    const [problem] = problemsOf(bytes)
    expect(problem).toMatchObject({
      code: 'keras/unsupported-option',
      message: expect.stringMatching(/^Conv2D with padding = "xxx/)
    })
    expect(problem!.message.length).toBeLessThan(200)
  })

  it.each(['SpatialDropout2D', 'GaussianNoise'])('refuses a %s that was called as in training', className => {
    const bytes = reconfigured('vocabulary', ({ config: { layers } }) => {
      const [call] = layers.find(layer => layer.class_name === className)!.inbound_nodes as { kwargs: object }[]
      call!.kwargs = { training: true }
    })
    expect(problemsOf(bytes)).toMatchObject([
      { code: 'keras/unsupported-option', message: `${className} with training = true has no equal here.` }
    ])
  })

  it.each([
    ['filters', 1e9],
    ['kernel_size', 'wide'],
    ['strides', [0, 1]],
    ['padding', 'causal'],
    ['groups', 'two']
  ])('refuses a convolution with %s = %j', (option, value) => {
    const bytes = reconfigured('lenet', config => (conv(config).config[option] = value))
    expect(problemsOf(bytes)).toMatchObject([{ code: 'keras/unsupported-option', where: { path: 'model.keras: c1' } }])
  })
})

function h5(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../h5/${name}.h5`, folder)))
}
