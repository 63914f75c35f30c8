import { expect, it } from 'vitest'
import { createAttempt } from '../../../../renderer/state/attempt.ts'
import { Project } from '../../../../renderer/state/project.svelte.ts'
import { LayerTimes } from '../../../../renderer/state/runs/layer-times.svelte.ts'
import { Toasts } from '../../../../renderer/state/toasts.svelte.ts'
import { createFakeHost } from '../../fake-host.ts'

it('drops the times of layers once the layers are others, keeps them when one is only moved, and has them again after undo', async () => {
  const { host } = createFakeHost({ samples: 20 })
  const project = new Project(host, error => expect.fail(String(error)))
  const opened = await host.openLastProject()
  if (!('project' in opened)) throw new Error('The fake machine has a project.')
  project.open(opened.project)
  const node = Object.values(project.document.nodes).find(({ type }) => type === 'conv2d')!.id
  const measured = { ...host, timeLayers: () => Promise.resolve({ milliseconds: { [node]: 2 } }) }
  const layerTimes = new LayerTimes({ host: measured, project, attempt: createAttempt(new Toasts()) })
  expect(await layerTimes.measure()).toBe(true)
  project.edit('Move', draft => draft.move(node, { x: 8, y: 8 }))
  expect(layerTimes.times?.get(node)).toBe(2)
  project.edit('Change', draft => draft.setParameters(node, { filters: 33 }))
  expect(layerTimes.times).toBeUndefined()
  project.undo()
  expect(layerTimes.times?.get(node)).toBe(2)
})
