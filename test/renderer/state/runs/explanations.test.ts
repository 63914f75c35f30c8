import { expect, it, vi } from 'vitest'
import { createAttempt } from '../../../../renderer/state/attempt.ts'
import { Project } from '../../../../renderer/state/project.svelte.ts'
import { Explanations } from '../../../../renderer/state/runs/explanations.svelte.ts'
import { Datasets } from '../../../../renderer/state/data/datasets.svelte.ts'
import { Models } from '../../../../renderer/state/runs/models.svelte.ts'
import { Explore } from '../../../../renderer/state/runs/explore.svelte.ts'
import { Runs } from '../../../../renderer/state/runs/runs.svelte.ts'
import { Toasts } from '../../../../renderer/state/toasts.svelte.ts'
import type { ExplanationQuery } from '../../../../core/host/calls/explanations.ts'
import { createFakeHost } from '../../fake-host.ts'
import { finishedRun } from '../../fake-training.ts'

/** A window on a trained run, and what the machine was asked to explain. */
async function explainingWindow() {
  const { host, tell } = createFakeHost({
    samples: 200,
    runs: (document, about) => [finishedRun('first', document, about, '2026-11-24T10:00:00Z')]
  })
  const toasts = new Toasts()
  const needs = {
    host,
    project: new Project(host, error => expect.fail(String(error))),
    attempt: createAttempt(toasts),
    toasts
  }
  const opened = await host.openLastProject()
  if (!('project' in opened)) throw new Error('The fake machine has a project.')
  needs.project.open(opened.project)
  const runs = new Runs(needs)
  await runs.load()
  const models = new Models({ ...needs, datasets: new Datasets(needs), runs })
  const explore = new Explore({ ...needs, models })
  const asked: ExplanationQuery[] = []
  const { explain } = host
  host.explain = async request => {
    asked.push(request.query)
    return await explain(request)
  }
  const explanations = new Explanations({ ...needs, models, explore })
  const follow = async () => {
    explanations.follow()
    await vi.waitFor(() => expect(explanations.isStale && !explanations.isStopped).toBe(false))
  }
  return { host, tell, explore, explanations, asked, toasts, follow }
}

it('asks once for what is shown, and again for another method, sample, class or parameter', async () => {
  const { explanations, asked, follow } = await explainingWindow()
  await follow()
  await follow()
  expect(asked).toHaveLength(1)
  explanations.choose('occlusion')
  await follow()
  explanations.goTo(2)
  await follow()
  explanations.target = '7'
  await follow()
  explanations.set('fill', 0)
  await follow()
  expect(asked.at(-1)).toEqual({ method: 'occlusion', image: { position: 2 }, target: '7', parameters: { fill: 0 } })
  expect(asked).toHaveLength(5)
  explanations.choose('gradient')
  await follow()
  expect(asked.at(-1)?.parameters).toEqual({})
})

it('shows what suits the network until it is set', async () => {
  const { explanations } = await explainingWindow()
  explanations.choose('occlusion')
  expect(explanations.values).toEqual({ window: [8, 8], stride: [2, 2] })
  explanations.set('window', [4, 4])
  expect(explanations.values['window']).toEqual([4, 4])
  explanations.set('window', undefined)
  expect(explanations.values['window']).toEqual([8, 8])
  explanations.choose('gradCam')
  expect(explanations.values).toEqual({ layer: 'c3' })
})

it('explains what was asked last, unless a sample is chosen', async () => {
  const { explore, explanations } = await explainingWindow()
  expect(explanations.source).toBe('sample')
  explore.askDrawing({ height: 28, width: 28, channels: 1, bytes: new Uint8Array(784) })
  expect(explanations.source).toBe('asked')
  explanations.goTo(4)
  expect([explanations.source, explanations.position]).toEqual(['sample', 4])
})

it('takes a stop for no failure, and goes on when it is asked to', async () => {
  const { host, explanations, asked, toasts, follow } = await explainingWindow()
  const { explain } = host
  let refuse: (error: unknown) => void = () => undefined
  host.explain = () => new Promise((_, reject) => (refuse = reject))
  host.stop = async () => refuse({ code: 'job/stopped', message: 'Explaining was stopped.' })
  explanations.follow()
  await explanations.stop()
  expect([explanations.isStopped, explanations.explained, toasts.list]).toEqual([true, undefined, []])
  host.explain = explain
  explanations.again()
  await follow()
  expect([explanations.isStopped, asked.length]).toEqual([false, 1])
  expect(explanations.explained?.map.shape).toEqual([28, 28])
})
