import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { MetricValues } from '../../../core/metrics/metric.ts'
import { openStudio } from './studio.ts'

let studio: Awaited<ReturnType<typeof openStudio>>

interface Done {
  readonly run: string
  readonly state: string
  readonly metrics: MetricValues
  readonly best: { readonly epoch: number; readonly test: MetricValues }
  readonly earlyStop?: { readonly epoch: number }
}

interface Epoch {
  readonly event: string
  readonly epoch: number
  readonly validation: MetricValues
}

/** Steps so large that the last epoch is rarely the best. */
const restless = ['--set', 'recipe.learningRate=0.02', '--set', 'recipe.monitor=validation/loss']

async function train(...words: readonly string[]): Promise<{ readonly epochs: readonly Epoch[]; readonly done: Done }> {
  const { code, stdout, stderr } = await studio.run('train', 'project', ...words, '--json')
  expect(code, stderr).toBe(0)
  const lines = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as unknown)
  return { epochs: lines.slice(0, -1) as readonly Epoch[], done: lines.at(-1) as Done }
}

const folderOf = (run: string) => join(studio.folder, 'project/runs', run)

async function weightsOf(run: string): Promise<Readonly<Record<string, Buffer>>> {
  const names = (await readdir(folderOf(run))).filter(name => name.endsWith('.safetensors'))
  const entries = names.map(async name => [name, await readFile(join(folderOf(run), name))] as const)
  return Object.fromEntries(await Promise.all(entries))
}

beforeAll(async () => {
  studio = await openStudio()
  await studio.json('new', 'project', '--template', 'firstStart')
}, 120_000)
afterAll(() => studio.close())

it('keeps the weights of the best epoch beside the last, each with its own score', async () => {
  const { epochs, done } = await train('--epochs', '4', '--seed', '5', ...restless)
  const losses = epochs.map(({ validation }) => validation['loss'] ?? Number.NaN)
  const epoch = losses.indexOf(Math.min(...losses)) + 1
  expect(done.best.epoch).toBe(epoch)
  expect(epoch).toBeLessThan(4)
  expect(Object.keys(await weightsOf(done.run))).toEqual([`best-${epoch}.safetensors`, 'weights.safetensors'])

  const evaluated = (...words: readonly string[]) =>
    studio.json('evaluate', 'project', '--run', done.run, ...words) as Promise<{ readonly metrics: MetricValues }>
  const near = (values: MetricValues) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, expect.closeTo(value, 5) as number]))
  expect((await evaluated()).metrics).toEqual(near(done.best.test))
  expect((await evaluated('--weights', 'best')).metrics).toEqual(near(done.best.test))
  expect((await evaluated('--weights', 'last')).metrics).toEqual(near(done.metrics))
  expect(done.metrics).not.toEqual(done.best.test)
  const { stdout } = await studio.run('evaluate', 'project', '--run', done.run)
  expect(stdout).toContain(`1,000 test samples, best weights (epoch ${epoch}): loss`)
  expect((await studio.run('evaluate', 'project', '--run', done.run, '--weights', 'first')).code).toBe(2)
}, 120_000)

it('trains 2 and 2 epochs to the bytes of 4, and has the new number of epochs in its recipe', async () => {
  const whole = await train('--epochs', '4', '--seed', '5', ...restless)
  const half = await train('--epochs', '2', '--seed', '5', ...restless)
  expect((await studio.run('train', 'project', '--resume', half.done.run)).stderr).toContain(
    'has trained for 2 epochs already'
  )
  const { done } = await train('--resume', half.done.run, '--epochs', '4')
  expect(done).toEqual({ ...whole.done, run: half.done.run })
  expect(await weightsOf(half.done.run)).toEqual(await weightsOf(whole.done.run))
  const runs = (await studio.json('runs', 'project')) as readonly { readonly id: string; readonly recipe: object }[]
  expect(runs.find(({ id }) => id === half.done.run)?.recipe).toMatchObject({ epochs: 4 })
}, 120_000)

it('keeps no best weights where the recipe does not want them, and says so where they are asked for', async () => {
  const { done } = await train('--epochs', '1', '--set', 'recipe.keepBest=false')
  expect(done).not.toHaveProperty('best')
  const { code, stderr } = await studio.run('evaluate', 'project', '--run', done.run, '--weights', 'best')
  expect([code, stderr]).toEqual([1, expect.stringContaining('keeps no weights of a best epoch') as string])
}, 60_000)

it('stops early and says after which epoch', async () => {
  const stopping = ['--set', 'recipe.earlyStopping.patience=1', '--set', 'recipe.earlyStopping.minDelta=10']
  const { code, stdout } = await studio.run('train', 'project', '--epochs', '9', ...stopping)
  expect(code).toBe(0)
  expect(stdout).toContain('Stopped early after epoch 2')
  expect(stdout).toMatch(/Test set, best weights \(epoch \d/)
}, 60_000)

it('refuses to watch what the network is not measured by, before anything trains', async () => {
  const { code, stderr } = await studio.run('train', 'project', '--set', 'recipe.monitor=validation/f2')
  expect(code).toBe(1)
  expect(stderr).toContain('The recipe watches "validation/f2", which this network is not measured by.')
  expect(stderr).toContain('loss, accuracy')
}, 60_000)
