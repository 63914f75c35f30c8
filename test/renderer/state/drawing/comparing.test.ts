import { describe, expect, it } from 'vitest'
import { createAttempt } from '../../../../renderer/state/attempt.ts'
import { Comparing, runVersion } from '../../../../renderer/state/drawing/comparing.svelte.ts'
import { Datasets } from '../../../../renderer/state/data/datasets.svelte.ts'
import { Facts } from '../../../../renderer/state/drawing/facts.svelte.ts'
import { Project } from '../../../../renderer/state/project.svelte.ts'
import { Runs } from '../../../../renderer/state/runs/runs.svelte.ts'
import { Toasts } from '../../../../renderer/state/toasts.svelte.ts'
import { changeTexts } from '../../../../renderer/panels/design/compare/compare-text.ts'
import { createFakeHost } from '../../fake-host.ts'
import { finishedRun } from '../../fake-training.ts'

async function comparingWindow() {
  const fake = createFakeHost({
    samples: 20,
    runs: (document, about) => [finishedRun('first', document, about, '2026-03-01T10:00:00.000Z')]
  })
  const toasts = new Toasts()
  const attempt = createAttempt(toasts)
  const project = new Project(fake.host, error => expect.fail(String(error)))
  const needs = { host: fake.host, project, attempt, toasts }
  const datasets = new Datasets(needs)
  const runs = new Runs(needs)
  const facts = new Facts(
    () => project.document,
    () => datasets.facts
  )
  const opened = await fake.host.openLastProject()
  if (!('project' in opened)) throw new Error('The fake machine has a project.')
  project.open(opened.project)
  await runs.load()
  return { project, runs, comparing: new Comparing({ project, facts, datasets, runs }) }
}

type Window = Awaited<ReturnType<typeof comparingWindow>>

function edit({ project }: Window): string {
  const conv = Object.values(project.document.nodes).find(node => node.type === 'conv2d')!
  project.edit('Change', draft => draft.setParameters(conv.id, { filters: 12 }))
  return conv.id
}

describe('a comparison', () => {
  it('follows the open drawing against the last save, and ends with saving', async () => {
    const window = await comparingWindow()
    const { comparing, project } = window
    comparing.begin()
    expect(comparing.result?.levels).toEqual([])
    const conv = edit(window)
    const [root] = comparing.result!.levels
    expect(changeTexts(root!.layers[0]!, project.document)).toEqual(['Filters: 6 → 12'])
    expect(comparing.marks?.nodes.get(conv)).toBe('changed')
    expect(comparing.result!.counts).toMatchObject({ changed: 1, added: 0, removed: 0 })
    expect(comparing.result!.totals.after!.parameters).toBeGreaterThan(comparing.result!.totals.before!.parameters)
    await project.save()
    expect(comparing.result?.levels).toEqual([])
  })

  it('marks nothing on a drawing that is none of the two', async () => {
    const window = await comparingWindow()
    const { comparing, runs } = window
    edit(window)
    comparing.begin(runVersion(runs.list[0]!.id), 'saved')
    expect([comparing.result!.levels, comparing.marks]).toEqual([[], undefined])
    comparing.choose('after', 'drawing')
    expect(comparing.marks?.nodes.size).toBeGreaterThan(0)
  })

  it('tells what was added as removed once both are exchanged', async () => {
    const { comparing, project } = await comparingWindow()
    project.edit('Add', draft => void draft.addNode({ type: 'relu' }))
    comparing.begin()
    expect(comparing.result!.counts).toMatchObject({ added: 1, removed: 0 })
    comparing.swap()
    expect(comparing.result!.counts).toMatchObject({ added: 0, removed: 1 })
    expect([...comparing.marks!.nodes.values()]).toEqual(['removed'])
  })

  it('falls back to the drawing when its run is deleted', async () => {
    const { comparing, runs } = await comparingWindow()
    comparing.begin(runVersion(runs.list[0]!.id))
    await runs.remove(runs.list[0]!.id)
    expect(comparing.before).toBe('drawing')
  })
})
