import { describe, expect, it, vi } from 'vitest'
import { runUnreadable } from '../../../../core/train/run-problems.ts'
import type { RunState } from '../../../../core/train/run.ts'
import { createAttempt } from '../../../../renderer/state/attempt.ts'
import { Project } from '../../../../renderer/state/project.svelte.ts'
import { Runs } from '../../../../renderer/state/runs/runs.svelte.ts'
import { Toasts } from '../../../../renderer/state/toasts.svelte.ts'
import { createFakeHost } from '../../fake-host.ts'
import { finishedRun, frameAt } from '../../fake-training.ts'

async function trainingWindow(options: Parameters<typeof createFakeHost>[0] = {}) {
  vi.useFakeTimers()
  const fake = createFakeHost({ samples: 20, frameMs: 50, ...options })
  const toasts = new Toasts()
  const project = new Project(fake.host, error => expect.fail(String(error)))
  const runs = new Runs({ host: fake.host, project, attempt: createAttempt(toasts), toasts })
  const opened = await fake.host.openLastProject()
  if (!('project' in opened)) throw new Error('The fake machine has a project.')
  project.open(opened.project)
  await runs.load()
  return { fake, project, runs, toasts }
}

it('shows the runs that can be read, and says of each other one why it cannot', async () => {
  const { fake, runs, toasts } = await trainingWindow()
  const { runs: readable } = await fake.host.runs({ project: 'any' })
  const problem = runUnreadable({ path: 'runs/broken' }, { reason: 'run.json is a link.' })
  vi.spyOn(fake.host, 'runs').mockResolvedValue({ runs: readable, problems: [problem] })
  await runs.load()
  expect(runs.list).toEqual(readable)
  expect(toasts.list).toMatchObject([
    { tone: 'warning', text: 'runs/broken: This run cannot be read: run.json is a link.', detail: problem.fix }
  ])
})

const curves = (runs: Runs, run: string) => runs.recordings.curvesOf(runs.find(run)!)

describe('a training', () => {
  it('grows its curves frame by frame and ends with the test metrics', async () => {
    const { runs } = await trainingWindow()
    expect(await runs.start()).toBe(true)
    await vi.advanceTimersByTimeAsync(50 * 30)
    const id = runs.active!.run
    expect(curves(runs, id)['loss']!.training.x).toEqual(Array.from({ length: 30 }, (_, index) => (index + 1) / 25))
    expect(curves(runs, id)['loss']!.validation.x).toEqual([1])
    await vi.advanceTimersByTimeAsync(50 * 25 * 8)
    expect(runs.active).toBeUndefined()
    expect(runs.shown).toMatchObject({ id, state: 'done', test: { loss: 0.0812, accuracy: 0.974 } })
    expect(curves(runs, id)['accuracy']!.validation.x).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })

  it('shows what an earlier session made of noise, read once', async () => {
    const { fake, runs } = await trainingWindow()
    const made = { samples: { shape: [1, 1, 1, 1], bytes: Uint8Array.of(7) }, epoch: 3 } as const
    const read = vi.spyOn(fake.host, 'generatedSamples').mockResolvedValue(made)
    await runs.recordings.followSamples('earlier')
    await runs.recordings.followSamples('earlier')
    expect(runs.recordings.samplesOf('earlier')).toEqual(made)
    expect(read).toHaveBeenCalledTimes(1)
  })

  it('starts only once, and is stopped once', async () => {
    const { fake, runs } = await trainingWindow()
    const stop = vi.spyOn(fake.host, 'stopTraining')
    await runs.start()
    expect(await runs.start()).toBe(false)
    await vi.advanceTimersByTimeAsync(200)
    await runs.stop()
    expect(stop).toHaveBeenCalledTimes(1)
    expect([runs.active, runs.shown?.state]).toEqual([undefined, 'stopped'])
  })

  it('says what is missing when it cannot start, until it starts', async () => {
    const { fake, runs } = await trainingWindow()
    const { startTraining } = fake.host
    const where = { path: 'digits' }
    const problem = {
      code: 'train/no-data',
      severity: 'error',
      where,
      message: 'No images.',
      fix: 'Import some.'
    } as const
    fake.host.startTraining = async () => ({ problems: [problem] })
    expect(await runs.start()).toBe(false)
    expect(runs.startProblems).toEqual([problem])
    fake.host.startTraining = startTraining
    expect(await runs.start()).toBe(true)
    expect(runs.startProblems).toEqual([])
  })

  it('tells a failure with its mend and is over', async () => {
    const { fake, runs, toasts } = await trainingWindow()
    await runs.start()
    await vi.advanceTimersByTimeAsync(100)
    const { run } = runs.active!
    fake.tell('training', { event: 'failed', run, message: 'The loss is not finite.', fix: 'Lower the learning rate.' })
    expect(runs.active).toBeUndefined()
    const failure = { message: 'The loss is not finite.', fix: 'Lower the learning rate.' }
    expect(runs.find(run)).toMatchObject({ state: 'failed', failure })
    expect(toasts.list).toEqual([])
  })
})

it('reads the curves of an earlier run from disk once, when they are followed', async () => {
  const { fake, runs } = await trainingWindow({
    runs: (document, about) => [finishedRun('earlier', document, about, '2026-11-23T16:20:00Z')]
  })
  const frames = vi.spyOn(fake.host, 'frames')
  expect(curves(runs, 'earlier')['loss']!.training.x).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  expect(frames).not.toHaveBeenCalled()
  await runs.recordings.followCurves('earlier')
  await runs.recordings.followCurves('earlier')
  expect(curves(runs, 'earlier')['loss']!.training.x).toHaveLength(200)
  expect(frames).toHaveBeenCalledTimes(1)
})

it('shows the newest run first and forgets a deleted one', async () => {
  const { runs } = await trainingWindow({
    runs: (document, about) =>
      ['2026-11-22', '2026-11-24', '2026-11-23'].map(day => finishedRun(day, document, about, `${day}T10:00:00Z`))
  })
  expect(runs.list.map(({ id }) => id)).toEqual(['2026-11-24', '2026-11-23', '2026-11-22'])
  runs.toggleCompared('2026-11-23')
  await runs.remove('2026-11-24')
  await runs.remove('2026-11-23')
  expect([runs.shown?.id, [...runs.compared]]).toEqual(['2026-11-22', []])
})

it('brings a deleted run back', async () => {
  const { runs, toasts } = await trainingWindow({
    runs: (document, about) => [finishedRun('only', document, about, '2026-11-24T10:00:00Z')]
  })
  const before = runs.find('only')
  await runs.remove('only')
  expect([runs.list, runs.deleted.map(({ id }) => id)]).toEqual([[], ['only']])
  toasts.list[0]?.action?.run()
  await vi.waitFor(() => expect(runs.find('only')).toEqual(before))
  expect([runs.deleted, toasts.list]).toEqual([[], []])
})

it('calls a run as the person does', async () => {
  const { runs } = await trainingWindow({
    runs: (document, about) => [finishedRun('only', document, about, '2026-11-24T10:00:00Z')]
  })
  await runs.describe('only', { name: 'Baseline', note: 'Before augmentation.' })
  await runs.load()
  expect(runs.find('only')).toMatchObject({ name: 'Baseline', note: 'Before augmentation.' })
})

it('keeps the place of a compared run when another is compared no more', async () => {
  const { runs } = await trainingWindow()
  for (const run of ['first', 'second', 'third']) runs.toggleCompared(run)
  runs.toggleCompared('first')
  expect([...runs.compared]).toEqual([
    ['second', 1],
    ['third', 2]
  ])
  runs.toggleCompared('fourth')
  expect(runs.compared.get('fourth')).toBe(0)
})

it('takes no notice of a training of the project that was open before', async () => {
  const { fake, runs } = await trainingWindow()
  const load = vi.spyOn(fake.host, 'runs')
  for (const steps of [10, 20, 30]) fake.tell('training', { event: 'frame', ...frameAt('elsewhere', steps, 8) })
  await vi.advanceTimersByTimeAsync(0)
  expect([runs.active, runs.list, load.mock.calls.length]).toEqual([undefined, [], 1])
})

it('keeps the curves of a run from before it was resumed', async () => {
  const { fake, runs } = await trainingWindow({
    runs: (document, about) => [finishedRun('earlier', document, about, '2026-11-23T16:20:00Z')]
  })
  fake.tell('training', { event: 'frame', ...frameAt('earlier', 2050, 9) })
  await runs.recordings.followCurves('earlier')
  expect(curves(runs, 'earlier')['loss']!.training.x.slice(-3)).toEqual([7.96, 8, 8.2])
})

it('draws a part of an epoch that a resumed run does again only as it is now', async () => {
  const { fake, runs } = await trainingWindow()
  await runs.start()
  await vi.advanceTimersByTimeAsync(50 * 30)
  const { run } = runs.active!
  await runs.stop()
  // As after a death: the last weights on disk are those at the end of the first epoch.
  fake.tell('training', { event: 'frame', ...frameAt(run, 255, 8) })
  expect(curves(runs, run)['loss']!.training.x.slice(-3)).toEqual([0.96, 1, 1.02])
})

it('follows a run that another program trains, to its end', async () => {
  const { fake, runs } = await trainingWindow()
  const made = await fake.host.openLastProject()
  if (!('project' in made)) throw new Error('The fake machine has a project.')
  const [settings] = Object.values(made.project.document.datasets)
  const about = await fake.host.describeDataset({ project: 'project', settings: settings! })
  const whole = finishedRun('elsewhere', made.project.document, about, '2026-11-24T10:00:00Z').record
  const state = {
    epochs: whole.epochs.slice(0, 1),
    state: 'running' as RunState,
    frames: [frameAt('elsewhere', 100, 8)]
  }
  const record = () => ({ ...whole, epochs: state.epochs, state: state.state })
  vi.spyOn(fake.host, 'runs').mockImplementation(async () => ({ runs: [record()], problems: [] }))
  vi.spyOn(fake.host, 'frames').mockImplementation(async () => state.frames)

  fake.tell('runsChanged', { project: 'another' })
  await vi.advanceTimersByTimeAsync(0)
  expect(runs.list).toEqual([])
  fake.tell('runsChanged', { project: 'project' })
  await vi.waitFor(() => expect(runs.find('elsewhere')?.state).toBe('running'))
  await runs.recordings.followCurves('elsewhere')
  expect(curves(runs, 'elsewhere')['loss']!.training.x).toHaveLength(1)

  Object.assign(state, {
    state: 'done',
    epochs: whole.epochs,
    frames: [100, 400, 700].map(at => frameAt('elsewhere', at, 8))
  })
  fake.tell('runsChanged', { project: 'project' })
  await vi.waitFor(() => expect(curves(runs, 'elsewhere')['loss']!.training.x.slice(0, 3)).toEqual([0.4, 1.6, 2.8]))
  expect([runs.find('elsewhere')?.state, runs.active]).toEqual(['done', undefined])
})
