import { expect, it } from 'vitest'
import { Project } from '../../../../renderer/state/project.svelte.ts'
import { Unfolding } from '../../../../renderer/state/drawing/unfolding.svelte.ts'
import { createFakeHost } from '../../fake-host.ts'

it('keeps for each project which blocks are unfolded in it', async () => {
  const { host } = createFakeHost({ samples: 20 })
  const project = new Project(host, error => expect.fail(String(error)))
  const unfolding = new Unfolding(() => project.id)
  const opened = await host.openLastProject()
  expect('project' in opened).toBe(true)
  if (!('project' in opened)) return
  project.open(opened.project)
  unfolding.set(new Map([['n4/n2', 'first']]))
  project.open({ ...opened.project, id: 'another' })
  expect([...unfolding.blocks.keys()]).toEqual([])
  project.open(opened.project)
  expect([...unfolding.blocks.keys()]).toEqual(['n4/n2'])
})
