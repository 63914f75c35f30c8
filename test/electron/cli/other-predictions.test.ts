import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Image } from '../../../core/data/place-image.ts'
import { decodeImages } from '../../../electron/engine/decode-images.ts'
import { digits } from '../../digits.ts'
import { testEngine } from '../../run-tensors.ts'
import { openStudio, type ProjectFile } from './studio.ts'
import { writePng } from './write-png.ts'

let studio: Awaited<ReturnType<typeof openStudio>>

/** Zeros and ones as two classes of images. */
beforeAll(async () => {
  studio = await openStudio()
  const { images, labels } = digits()
  for (let index = 0; index < 1500; index++) {
    if (labels[index]! > 1) continue
    const folder = join(studio.folder, 'images', String(labels[index]))
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, `${index}.png`), writePng(28, 28, images.subarray(index * 784, (index + 1) * 784)))
  }
}, 60_000)

afterAll(() => studio.close())

interface Evaluated {
  readonly loss: number
  readonly accuracy?: number
  readonly confusion: number[][]
  readonly perClass?: readonly { readonly count: number }[]
  readonly auc?: number
  readonly meanAbsoluteError?: number
}

/** Trains a network on the images that a change of the template gives, and evaluates it. */
async function trained(
  project: string,
  epochs: number,
  change: (nodes: ProjectFile['nodes'], file: ProjectFile) => void
) {
  await studio.json('new', project, '--template', 'mnistCnn', '--set', 'classes=2', '--set', 'dataset=')
  await studio.json('import', 'images', '--to', project, '--name', 'Two')
  await studio.edit(project, file => change(file.nodes, file))
  const { stdout, stderr, code } = await studio.run('train', project, '--epochs', String(epochs), '--json')
  if (code !== 0) throw new Error(stderr)
  const done = JSON.parse(stdout.trim().split('\n').at(-1)!) as {
    run: string
    testLoss: number
    testAccuracy?: number
    metrics: Readonly<Record<string, number>>
  }
  // What the training tells last is of its last weights.
  const evaluated = (await studio.json('evaluate', project, '--run', done.run, '--weights', 'last')) as Evaluated
  expect(evaluated.loss).toBeCloseTo(done.testLoss, 5)
  return { ...done, evaluated }
}

it('reads one value with sigmoid as the prediction of two classes, all the way', async () => {
  const { run, testAccuracy, evaluated } = await trained('binary', 3, nodes => {
    nodes['logits']!['parameters'] = { units: 1 }
    nodes['loss']!['type'] = 'binaryCrossEntropy'
    nodes['output']!['parameters'] = { reads: 'sigmoid' }
  })
  const all = evaluated.confusion.flat().reduce((sum, count) => sum + count, 0)
  const right = evaluated.confusion[0]![0]! + evaluated.confusion[1]![1]!
  expect(testAccuracy).toBeGreaterThan(0.95)
  expect(evaluated.accuracy).toBe(testAccuracy)
  expect(right / all).toBeCloseTo(evaluated.accuracy!, 6)
  expect(evaluated.auc).toBeGreaterThan(0.98)
  const [, one] = evaluated.perClass!
  expect(one!.count).toBe(evaluated.confusion[1]!.reduce((sum, count) => sum + count, 0))
  const { labels } = digits()
  const file = `images/1/${labels.indexOf(1)}.png`
  const [prediction] = (await studio.json('predict', 'binary', '--run', run, file)) as {
    top: { label: string; probability: number }[]
  }[]
  expect(prediction!.top[0]!.label).toBe('1')
  expect(prediction!.top.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 5)
}, 120_000)

it('evaluates a network that predicts images by its mean absolute error', async () => {
  const { run, evaluated, testAccuracy, metrics } = await trained('images', 1, (nodes, { edges }) => {
    nodes['hidden']!['parameters'] = { units: 784, activation: 'sigmoid' }
    Object.assign(nodes['logits']!, { type: 'reshape', parameters: { targetShape: [28, 28, -1] } })
    Object.assign(nodes['loss']!, { type: 'meanAbsoluteError', parameters: {} })
    nodes['output']!['parameters'] = { reads: 'asIs' }
    edges['loss.target.0']!.from.port = 'image'
  })
  expect(testAccuracy).toBeUndefined()
  expect(Object.keys(metrics)).toEqual(['loss', 'meanAbsoluteError'])
  expect(metrics['meanAbsoluteError']).toBeCloseTo(metrics['loss']!, 5)
  expect(evaluated.accuracy).toBeUndefined()
  expect(evaluated.loss).toBeGreaterThan(0)
  expect(evaluated.loss).toBeLessThan(0.5)
  expect(evaluated).toMatchObject({ kind: 'image', confusion: [] })
  expect(evaluated.perClass).toBeUndefined()
  expect(evaluated.meanAbsoluteError).toBeCloseTo(metrics['meanAbsoluteError']!, 5)

  const file = `images/1/${digits().labels.indexOf(1)}.png`
  const [row] = (await studio.json('predict', 'images', '--run', run, file, '--out', 'made')) as { out: string }[]
  const files = [await readFile(join(studio.folder, file)), await readFile(row!.out)]
  const [read, made] = (await decodeImages(testEngine(), files)) as readonly Image[]
  expect(made).toMatchObject({ height: 28, width: 28, channels: 3 })
  // One epoch makes something of the image, not the image itself.
  expect([...made!.bytes].filter((_, position) => position % 3 === 0)).not.toEqual([...read!.bytes])
}, 120_000)

it('inspects, trains, evaluates and exports a network without the layers that are bypassed', async () => {
  const { run, testAccuracy } = await trained('bypassed', 1, nodes => {
    nodes['hidden']!['isBypassed'] = true
  })
  expect(testAccuracy).toBeGreaterThan(0.9)
  const { totals, layers } = (await studio.json('inspect', 'bypassed')) as {
    totals: { parameters: number }
    layers: { path: string }[]
  }
  expect(layers.map(({ path }) => path)).not.toContain('hidden')
  // Two convolutions of 3 × 3, and two classes from the 5 × 5 × 64 values behind them.
  expect(totals.parameters).toBe((9 + 1) * 32 + (9 * 32 + 1) * 64 + (5 * 5 * 64 + 1) * 2)
  for (const [format, out] of [
    ['keras', 'bypassed.keras'],
    ['savedModel', 'bypassed-model']
  ] as const) {
    const written = await studio.json('export', 'bypassed', '--run', run, '--format', format, '--out', out)
    expect((written as { maxAbsDifference: number }).maxAbsDifference).toBeLessThan(1e-4)
  }
}, 120_000)
