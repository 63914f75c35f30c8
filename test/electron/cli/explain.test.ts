import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readZip } from '../../../core/exchange/zip.ts'
import { explanations } from '../../../core/explain/catalogue.ts'
import { openStudio } from './studio.ts'

let studio: Awaited<ReturnType<typeof openStudio>>
let run = ''

interface Explained {
  readonly path: string
  readonly method: string
  readonly shape: readonly number[]
  readonly class: string
  readonly label: string
  readonly parameters: Readonly<Record<string, unknown>>
  readonly top: readonly { readonly label: string; readonly probability: number }[]
}

beforeAll(async () => {
  studio = await openStudio()
  await studio.json('new', 'project', '--template', 'firstStart')
  const { stdout, stderr } = await studio.run('train', 'project', '--epochs', '1', '--json')
  const last = stdout.trim().split('\n').at(-1)
  if (last === undefined || last === '') throw new Error(stderr)
  run = (JSON.parse(last) as { run: string }).run
}, 120_000)
afterAll(() => studio.close())

// The network brings the 28×28 digits to 32×32, and a small image is enlarged by whole pixels.
const explain = async (method: string, out: string, ...more: readonly string[]) => {
  const words = ['explain', 'project', '--run', run, '--method', method, '--sample', '3', '--out', out, ...more]
  return (await studio.json(...words)) as Explained
}

it('lists what there is, with what each fits', async () => {
  expect(await studio.json('explain', '--list')).toEqual(
    explanations.map(({ id, label, source, requires }) => ({ id, label, source, fits: requires }))
  )
})

it.each(explanations.map(({ id }) => id))(
  'explains a sample with %s, as a PNG and as arrays',
  async method => {
    const drawn = await explain(method, `${method}.png`)
    const arrays = await explain(method, `${method}.npz`)
    const png = await readFile(drawn.path)
    expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([256, 256])
    const entries = readZip(await readFile(arrays.path), { entries: 9, bytes: 1e6 })
    expect(Array.isArray(entries) && entries.map(({ path }) => path)).toEqual(['image.npy', 'map.npy'])
    expect(drawn.class).toBe(drawn.top[0]!.label)
    expect(drawn.shape.slice(0, 2)).toEqual([32, 32])
  },
  60_000
)

it('explains the class that is named, with the parameters that are set', async () => {
  const { class: explained, parameters } = await explain('occlusion', 'six.png', '--class', '6', '--set', 'window=14x7')
  expect([explained, parameters['window'], parameters['fill']]).toEqual(['6', [14, 7], 128])
}, 30_000)

it('says what is wrong with a class, a parameter, a layer, a place and an ending', async () => {
  const wrong = async (...words: readonly string[]) => {
    const given = ['--run', run, '--method', 'gradCam', '--sample', '3', '--out', 'x.png', ...words]
    const { code, stderr } = await studio.run('explain', 'project', ...given)
    return [code, stderr]
  }
  expect(await wrong('--class', 'seven')).toEqual([1, expect.stringContaining('"seven"')])
  expect(await wrong('--set', 'layr=conv1')).toEqual([1, expect.stringContaining('"layr"')])
  expect(await wrong('--set', 'layer=output')).toEqual([1, expect.stringContaining('"output"')])
  expect(await wrong('--sample', '1000')).toEqual([1, expect.stringContaining('1,000')])
  expect(await wrong('--out', 'x.jpg')).toEqual([2, expect.stringContaining('.png or .npz')])
}, 60_000)
