import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { builtInDatasets } from '../../../core/data/sources/built-in.ts'
import { writePng as writeColorPng } from '../../../core/exchange/png.ts'
import { digits } from '../../digits.ts'
import { openStudio } from './studio.ts'
import { writePng } from './write-png.ts'

let studio: Awaited<ReturnType<typeof openStudio>>

beforeAll(async () => {
  studio = await openStudio()
}, 60_000)
afterAll(() => studio.close())

async function trained(template: string): Promise<string> {
  await studio.json('new', template, '--template', template)
  const { stdout, stderr, code } = await studio.run('train', template, '--epochs', '1', '--json')
  if (code !== 0) throw new Error(stderr)
  return (JSON.parse(stdout.trim().split('\n').at(-1)!) as { run: string }).run
}

it('evaluates class maps by their classes, and writes the map of an image whose bytes are classes', async () => {
  const run = await trained('shapesSegmentation')
  const evaluated = (await studio.json('evaluate', 'shapesSegmentation', '--run', run)) as {
    kind: string
    metrics: { meanIoU: number; pixelAccuracy: number }
    meanIoU: number
    pixelAccuracy: number
    perClass: { label: string; count: number; iou?: number }[]
  }
  expect(evaluated.kind).toBe('classMap')
  // The program's sums and the map itself come to the same.
  expect(evaluated.meanIoU).toBeCloseTo(evaluated.metrics.meanIoU, 5)
  expect(evaluated.pixelAccuracy).toBeCloseTo(evaluated.metrics.pixelAccuracy, 5)
  expect(evaluated.perClass.reduce((sum, { count }) => sum + count, 0)).toBe(300 * 64 * 64)
  expect(evaluated.perClass[0]).toMatchObject({ label: 'background' })

  const { image: rgb } = builtInDatasets.shapes.made!.sample(0)
  await writeFile(join(studio.folder, 'shapes.png'), writeColorPng({ height: 64, width: 64, rgb: rgb as Uint8Array }))
  const words = ['predict', 'shapesSegmentation', '--run', run, 'shapes.png', '--out', 'maps']
  const [row] = (await studio.json(...words)) as { classes: { label: string; fraction: number }[]; out: string }[]
  expect(row!.classes.reduce((sum, { fraction }) => sum + fraction, 0)).toBeCloseTo(1, 6)
  const png = await readFile(row!.out)
  // The header's color type: a palette.
  expect([png.readUInt32BE(16), png.readUInt32BE(20), png[25]]).toEqual([64, 64, 3])

  // Their own image would be replaced by the map of it, which nobody has asked for.
  const read = await readFile(join(studio.folder, 'shapes.png'))
  const { code, stderr } = await studio.run(...words.slice(0, -1), '.')
  expect([code, stderr]).toEqual([1, expect.stringContaining(`${join(studio.folder, 'shapes.png')} is there already.`)])
  expect(await readFile(join(studio.folder, 'shapes.png'))).toEqual(read)
  await mkdir(join(studio.folder, 'more'))
  for (const name of ['SHAPES.png', 'shapes-2.png']) {
    await writeFile(join(studio.folder, 'more', name), read)
  }
  const three = ['shapes.png', 'more/shapes-2.png', 'more/SHAPES.png']
  const rows = (await studio.json(...words.slice(0, -3), ...three, '--out', 'several')) as { out: string }[]
  expect(rows.map(({ out }) => basename(out))).toEqual(['shapes.png', 'shapes-2.png', 'SHAPES-3.png'])
}, 180_000)

it('evaluates values by their errors, and predicts a number for an image', async () => {
  const run = await trained('rotatedDigits')
  const evaluated = (await studio.json('evaluate', 'rotatedDigits', '--run', run)) as {
    kind: string
    metrics: { meanAbsoluteError: number }
    meanAbsoluteError: number
    medianAbsoluteError: number
    largestError: number
    unit: string
  }
  expect(evaluated).toMatchObject({ kind: 'value', unit: '°' })
  expect(evaluated.meanAbsoluteError).toBeCloseTo(evaluated.metrics.meanAbsoluteError, 4)
  expect(evaluated.medianAbsoluteError).toBeLessThan(evaluated.largestError)

  const { images } = digits()
  await writeFile(join(studio.folder, 'digit.png'), writePng(28, 28, images.subarray(0, 784)))
  const [row] = (await studio.json('predict', 'rotatedDigits', '--run', run, 'digit.png')) as { value: number }[]
  expect(Math.abs(row!.value)).toBeLessThan(90)
  const { stdout } = await studio.run('predict', 'rotatedDigits', '--run', run, 'digit.png')
  expect(stdout).toContain(`${Number(row!.value.toPrecision(6))}°`)
  const { code, stderr } = await studio.run('evaluate', 'rotatedDigits', '--run', run, '--top-k', '2')
  expect([code, stderr]).toEqual([2, expect.stringContaining('--top-k')])
}, 180_000)
