import { execFileSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { openStudio } from './studio.ts'
import { writePng } from './write-png.ts'

let studio: Awaited<ReturnType<typeof openStudio>>
let run = ''
let opened: { readonly project: string; readonly model: string; readonly problems: readonly unknown[] }

interface Predicted {
  readonly top: readonly { readonly label: string; readonly probability: number }[]
}

async function train(...words: readonly string[]): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { stdout, stderr, code } = await studio.run('train', ...words, '--json')
  expect(code, stderr).toBe(0)
  const lines = stdout.trim().split('\n')
  return lines.map(line => JSON.parse(line) as Readonly<Record<string, unknown>>)
}

beforeAll(async () => {
  studio = await openStudio()
  await studio.json('new', 'project', '--template', 'firstStart')
  run = String((await train('project', '--epochs', '1')).at(-1)?.['run'])
  await studio.json('export', 'project', '--run', run, '--format', 'keras', '--out', 'lenet.keras')
  opened = (await studio.json('open', 'lenet.keras', '--to', 'opened')) as typeof opened
  const gray = Uint8Array.from({ length: 784 }, (_, index) => (index * 37) % 256)
  await writeFile(join(studio.folder, 'image.png'), writePng(28, 28, gray))
}, 120_000)
afterAll(() => studio.close())

it('opens a file as a new project, and lists its model', async () => {
  expect(opened).toEqual({ project: join(studio.folder, 'opened'), model: expect.any(String), problems: [] })
  const listed = await studio.json('models', 'opened')
  expect(listed).toMatchObject([{ id: opened.model, origin: { kind: 'file', file: 'lenet.keras', format: 'keras' } }])
})

it('predicts with the weights of the file what the run predicts', async () => {
  const [theirs] = (await studio.json('predict', 'project', '--run', run, 'image.png')) as readonly Predicted[]
  const [ours] = (await studio.json('predict', 'opened', '--model', opened.model, 'image.png')) as readonly Predicted[]
  const numbers = ({ top }: Predicted) => top.map(({ probability }) => probability)
  numbers(ours!).forEach((value, position) => expect(value).toBeCloseTo(numbers(theirs!)[position]!, 5))
  expect(ours!.top.map(({ label }) => label)).toEqual(theirs!.top.map(({ label }) => label))
})

it('predicts for images alone, and waits for nothing else', async () => {
  execFileSync('mkfifo', [join(studio.folder, 'pipe.png')])
  for (const [file, says] of [
    ['pipe.png', 'pipe.png is no ordinary file.'],
    ['/dev/zero', '/dev/zero is no ordinary file.']
  ] as const) {
    const { child, ended } = studio.start(['predict', 'opened', '--model', opened.model, file])
    onTestFinished(() => void child.kill('SIGKILL'))
    expect(await ended).toMatchObject({ code: 1, stderr: expect.stringContaining(says) as string })
  }
})

it('predicts for the good ones among files, names the others, and ends with 1', async () => {
  await writeFile(join(studio.folder, 'broken.png'), 'no image')
  const words = ['predict', 'opened', '--model', opened.model, 'broken.png', 'image.png', 'gone.png', 'image.png']
  const told = await studio.run(...words)
  expect(told).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^broken\.png is no image that can be read.*gone\.png is not there/s) as string
  })
  expect(told.stdout.match(/^image\.png$/gm)).toHaveLength(2)
  const { code, stdout } = await studio.run(...words, '--json')
  expect(code).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject([
    { file: 'broken.png', error: { code: 'image/unreadable' } },
    { file: 'image.png', top: expect.any(Array) },
    { file: 'gone.png', error: { code: 'disk/missing' } },
    { file: 'image.png', top: expect.any(Array) }
  ])
})

it('lists the trainings with their scores, and why one has failed', async () => {
  const record = join(studio.folder, 'project', 'runs', run, 'run.json')
  const text = await readFile(record, 'utf8')
  const failure = { message: 'The disk is full.', fix: 'Make room.' }
  await writeFile(record, JSON.stringify({ ...(JSON.parse(text) as object), state: 'failed', failure }))
  const { stdout } = await studio.run('runs', 'project')
  expect(stdout).toMatch(/Validation, last epoch.*loss \d.* failed: The disk is full\.\n {2}Make room\./s)
  expect(await studio.json('runs', 'project')).toMatchObject([{ id: run, state: 'failed', failure }])
  await writeFile(record, text)
})

it('says nothing of the library before its own words', async () => {
  for (const words of [['doctor'], ['predict', 'opened', '--model', opened.model, 'image.png']]) {
    expect(await studio.run(...words)).toMatchObject({ code: 0, stderr: '' })
  }
})

it('takes a model from a file away again, proven on made-up images', async () => {
  const exported = await studio.json(
    'export',
    'opened',
    '--model',
    opened.model,
    '--format',
    'savedModel',
    '--out',
    'away'
  )
  expect(exported).toMatchObject({ samples: 32, maxAbsDifference: expect.any(Number) })
  expect((exported as { readonly maxAbsDifference: number }).maxAbsDifference).toBeLessThan(1e-3)
})

it('adds a file to a project that is there, explains it on the project’s samples and trains on from it', async () => {
  const added = (await studio.json('open', 'lenet.keras', '--to', 'project')) as typeof opened
  const theirs = (await studio.json('evaluate', 'project', '--run', run)) as { readonly accuracy: number }
  const explained = await studio.json(
    ...['explain', 'project', '--model', added.model, '--method', 'gradient', '--sample', '0', '--out', 'map.npz']
  )
  expect(explained).toMatchObject({ label: expect.stringMatching(/^\d$/) })
  const ours = await studio.json('evaluate', 'project', '--model', added.model)
  expect(ours).toMatchObject({ kind: 'classes', accuracy: expect.closeTo(theirs.accuracy, 2) })
  const [initialized, first] = await train('project', '--epochs', '1', '--from', added.model)
  expect(initialized).toMatchObject({ event: 'initialized', model: added.model, fresh: [] })
  expect(initialized!['matched']).toContain('c1/kernel')
  const [fresh] = await train('project', '--epochs', '1')
  expect(Number(first!['loss'])).toBeLessThan(Number(fresh!['loss']) / 2)
})

it('says what is wrong with a model that is asked for', async () => {
  const asked = async (...words: readonly string[]) => {
    const { code, stderr } = await studio.run('evaluate', 'opened', ...words)
    return [code, stderr.split('\n').filter(line => !line.includes('absl') && !line.includes('oneDNN'))[0]]
  }
  expect(await asked('--model', 'none')).toEqual([1, 'The project has no run or model "none".'])
  expect(await asked('--model', opened.model, '--run', run)).toEqual([2, 'Give either --run or --model, not both.'])
  expect(await asked('--model', opened.model, '--dataset', 'leaves')).toEqual([
    2,
    'The project has no dataset leaves; it has none.'
  ])
})
