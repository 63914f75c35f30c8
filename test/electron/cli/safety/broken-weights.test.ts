import { cp, readFile, rename, symlink, truncate, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readSafetensors, writeSafetensors, type TensorFile } from '../../../../core/exchange/safetensors.ts'
import { openStudio } from '../studio.ts'

let studio: Awaited<ReturnType<typeof openStudio>>
const weights = 'runs/trained/weights.safetensors'

beforeAll(async () => {
  studio = await openStudio()
}, 60_000)

afterAll(() => studio.close())

/** A project with a trained run, whose file of weights was changed. */
async function projectWith(name: string, change: (file: TensorFile) => TensorFile): Promise<void> {
  const project = join(studio.folder, name)
  await cp(resolve('test/fixtures/projects/v2-trained'), project, { recursive: true })
  const record = join(project, 'runs/trained/run.json')
  await writeFile(record, (await readFile(record, 'utf8')).replace('"state": "done"', '"state": "stopped"'))
  const file = readSafetensors(await readFile(join(project, weights)), weights)
  if ('problem' in file) throw new Error(file.problem.message)
  await writeFile(join(project, weights), Buffer.concat(writeSafetensors(change(file))))
}

/** The native library prints lines of its own. */
async function refusal(...words: readonly string[]): Promise<readonly [number | null, string | undefined]> {
  const { code, stderr } = await studio.run(...words)
  return [code, stderr.split('\n').find(line => line.startsWith(weights))]
}

const manyAxes = (file: TensorFile, count: number): TensorFile => {
  const kernel = file.tensors['c1/kernel']!
  const shape = [...Array<number>(count - kernel.shape.length).fill(1), ...kernel.shape]
  return { ...file, tensors: { ...file.tensors, 'c1/kernel': { ...kernel, shape } } }
}

it('with a tensor of 255 axes are refused by their file, the tensor and both shapes, wherever they are read', async () => {
  await projectWith('axes', file => manyAxes(file, 255))
  const told = [
    1,
    `${weights}: It holds c1/kernel as float32 1×1×1×1×1×1×1×1×… (255 axes); the network needs float32 5×5×1×4.`
  ]
  expect(await refusal('evaluate', 'axes', '--run', 'trained')).toEqual(told)
  expect(await refusal('train', 'axes', '--resume', 'trained')).toEqual(told)
  expect(await refusal('train', 'axes', '--from', 'trained', '--epochs', '1')).toEqual(told)
  expect(await refusal('export', 'axes', '--run', 'trained', '--format', 'savedModel', '--out', 'away')).toEqual(told)
})

it('are read where another program left their header at an odd length', async () => {
  await projectWith('odd', file => file)
  const path = join(studio.folder, 'odd', weights)
  const bytes = await readFile(path)
  const length = Number(bytes.readBigUInt64LE(0))
  const head = Buffer.alloc(8)
  head.writeBigUInt64LE(BigInt(length + 3))
  await writeFile(
    path,
    Buffer.concat([head, bytes.subarray(8, 8 + length), Buffer.from('   '), bytes.subarray(8 + length)])
  )
  // What version 2 said of these weights.
  expect(await studio.json('evaluate', 'odd', '--run', 'trained')).toMatchObject({ accuracy: expect.closeTo(0.895, 6) })
})

it('that are cut short, too large or a link are refused by their file', async () => {
  await projectWith('cut', file => file)
  const path = join(studio.folder, 'cut', weights)
  const whole = await readFile(path)
  await writeFile(path, whole.subarray(0, -4))
  const [, cut] = await refusal('evaluate', 'cut', '--run', 'trained')
  expect(cut).toMatch(/safetensors file is broken: the tensor ".*" should end at byte 42852 and the file ends at 42848/)
  await truncate(path, 2 ** 40)
  expect(await refusal('evaluate', 'cut', '--run', 'trained')).toEqual([
    1,
    `${weights} has 1,048,576 MB, and at most 65 MB are read.`
  ])
  await rename(path, `${path}.elsewhere`)
  await symlink(`${path}.elsewhere`, path)
  const [, link] = await refusal('evaluate', 'cut', '--run', 'trained')
  expect(link).toBe(`${weights} is a link to another place, which is not followed.`)
})
