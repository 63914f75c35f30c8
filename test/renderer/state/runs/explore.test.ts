import { expect, it, vi } from 'vitest'
import type { Evaluation } from '../../../../core/host/calls/explore.ts'
import { Studio } from '../../../../renderer/state/studio.svelte.ts'
import { createFakeHost } from '../../fake-host.ts'
import { finishedRun } from '../../fake-training.ts'

/** A window on a trained run. */
async function exploringWindow() {
  const fake = createFakeHost({
    samples: 200,
    runs: (document, about) => [
      finishedRun('first', document, about, '2026-11-24T10:00:00Z'),
      finishedRun('second', document, about, '2026-11-23T10:00:00Z')
    ]
  })
  const studio = new Studio(fake.host)
  await studio.begin()
  return { ...fake, studio, explore: studio.explore }
}

/** The next evaluation ends when the test says how. */
function holdEvaluation(host: ReturnType<typeof createFakeHost>['host']) {
  const { evaluate } = host
  const held: { reject: (error: unknown) => void; resolve: () => Promise<void> }[] = []
  host.evaluate = request =>
    new Promise<Evaluation>((resolve, reject) => {
      held.push({ reject, resolve: async () => resolve(await evaluate(request)) })
    })
  return held
}

it('evaluates once, and tells how far it is meanwhile', async () => {
  const { host, tell, explore } = await exploringWindow()
  const held = holdEvaluation(host)
  const asked = [explore.evaluate(), explore.evaluate()]
  expect(held).toHaveLength(1)
  tell('evaluating', { done: 10, total: 20 })
  expect(explore.isEvaluating).toBe(true)
  expect(explore.progress).toEqual({ done: 10, total: 20 })
  await held[0]!.resolve()
  await Promise.all(asked)
  expect(explore.evaluation?.kind).toBe('classes')
  expect(explore.isEvaluating).toBe(false)
})

it('takes a stop for no failure, and evaluates again when it is asked to', async () => {
  const { host, explore, studio } = await exploringWindow()
  const held = holdEvaluation(host)
  const asked = explore.evaluate()
  await explore.stopEvaluating()
  held[0]!.reject({ code: 'job/stopped', message: 'The evaluation was stopped.' })
  await asked
  expect([explore.isStopped, explore.isEvaluating, studio.toasts.list.length]).toEqual([true, false, 0])
  await explore.evaluate()
  expect(held).toHaveLength(1)
  const again = explore.evaluateAgain()
  await held[1]!.resolve()
  await again
  expect([explore.isStopped, explore.evaluation?.kind]).toEqual([false, 'classes'])
})

it('evaluates a model anew that another one took the place of', async () => {
  const { host, explore, studio } = await exploringWindow()
  const held = holdEvaluation(host)
  const first = explore.evaluate()
  studio.models.choose('second')
  const second = explore.evaluate()
  held[0]!.reject({ code: 'job/stopped', message: 'The evaluation was stopped.' })
  await first
  await held[1]!.resolve()
  await second
  studio.models.choose('first')
  expect(explore.isStopped).toBe(false)
  const again = explore.evaluate()
  expect(held).toHaveLength(3)
  await held[2]!.resolve()
  await again
  expect(explore.evaluation?.kind).toBe('classes')
})

it('does not try by itself again what failed', async () => {
  const { host, explore, studio } = await exploringWindow()
  const held = holdEvaluation(host)
  const asked = explore.evaluate()
  held[0]!.reject({ code: 'run/data-changed', message: 'The images are others.' })
  await asked
  await explore.evaluate()
  expect([held.length, explore.isStopped, studio.toasts.list.length]).toEqual([1, true, 1])
})

it('asks about a sample of the dataset with what is true of it', async () => {
  const { explore, predicted } = await exploringWindow()
  const truth = { kind: 'classes', classes: ['0'], probabilities: Float32Array.of(1) } as const
  await explore.chooseSample({ index: 3, label: '7', truth })
  await vi.waitFor(() => expect(explore.prediction?.kind).toBe('classes'))
  expect(explore.asked).toMatchObject({ kind: 'sample', index: 3, label: '7' })
  expect(explore.truth).toEqual(truth)
  expect(predicted.at(-1)).toMatchObject({ height: 28, width: 28 })
})

it('knows what the model delivers before it is asked anything', async () => {
  const { explore } = await exploringWindow()
  expect([explore.prediction, explore.kind]).toEqual([undefined, 'classes'])
})

it('never shows what another model has answered, and asks the chosen one about the same image', async () => {
  const { explore, studio, host } = await exploringWindow()
  explore.askDrawing({ height: 28, width: 28, channels: 1, bytes: new Uint8Array(784).fill(200) })
  await vi.waitFor(() => expect(explore.prediction).toBeDefined())
  const asked: string[] = []
  const { predict } = host
  host.predict = async request => {
    asked.push(request.model)
    return await predict(request)
  }
  studio.models.choose('second')
  expect([explore.prediction, explore.image?.bytes[0]]).toEqual([undefined, 200])
  explore.follow()
  explore.follow()
  await vi.waitFor(() => expect(explore.prediction).toBeDefined())
  expect(asked).toEqual(['second'])
})

it('does not take an answer that comes late for that of the model chosen meanwhile', async () => {
  const { explore, studio, host } = await exploringWindow()
  const { predict } = host
  let release: (() => void) | undefined
  host.predict = async request => {
    await new Promise<void>(resolve => (release = resolve))
    return await predict(request)
  }
  explore.askDrawing({ height: 28, width: 28, channels: 1, bytes: new Uint8Array(784).fill(200) })
  await vi.waitFor(() => expect(release).toBeDefined())
  studio.models.choose('second')
  release?.()
  await new Promise(resolve => setTimeout(resolve, 20))
  expect(explore.prediction).toBeUndefined()
})

it('lets a sample go that the chosen model never saw the like of', async () => {
  const { explore, studio } = await exploringWindow()
  await explore.chooseSample({ index: 3, label: '7' })
  const { runs, models } = studio
  runs.list = runs.list.map(run => {
    const settings = run.document.datasets['digits']
    if (run.id !== 'second' || settings === undefined) return run
    const cut = { ...settings, size: [14, 14] as const }
    return { ...run, document: { ...run.document, datasets: { digits: cut } } }
  })
  models.choose('second')
  explore.follow()
  expect([explore.image, explore.asked.kind]).toEqual([undefined, 'drawing'])
})

it('takes no answer that comes after the drawing was cleared', async () => {
  const { explore, host } = await exploringWindow()
  const { predict } = host
  const releases: (() => void)[] = []
  host.predict = async request => {
    await new Promise<void>(resolve => releases.push(resolve))
    return await predict(request)
  }
  const image = { height: 28, width: 28, channels: 1, bytes: new Uint8Array(784).fill(200) }
  explore.askDrawing(image)
  await vi.waitFor(() => expect(releases).toHaveLength(1))
  explore.clear()
  releases[0]!()
  await new Promise(resolve => setTimeout(resolve, 20))
  explore.askDrawing(image)
  expect(explore.prediction).toBeUndefined()
})
