import { expect, it } from 'vitest'
import { createAttempt } from '../../../../renderer/state/attempt.ts'
import { createProject } from '../../../../renderer/state/project.svelte.ts'
import { createLayerTimes } from '../../../../renderer/state/runs/layer-times.svelte.ts'
import { createToasts } from '../../../../renderer/state/toasts.svelte.ts'
import { createFakeHost } from '../../fake-host.ts'

it('drops the times of layers once the layers are others, keeps them when one is only moved, and has them again after undo', async () => {
  const { host } = createFakeHost({ samples: 20 })
  const project = createProject(host, error => expect.fail(String(error)))
  const opened = await host.openLastProject()
  if (!('project' in opened)) throw new Error('The fake machine has a project.')
  project.open(opened.project)
  const node = Object.values(project.document.nodes).find(({ type }) => type === 'conv2d')!.id
  const measured = { ...host, timeLayers: () => Promise.resolve({ milliseconds: { [node]: 2 } }) }
  const layerTimes = createLayerTimes({ host: measured, project, attempt: createAttempt(createToasts()) })
  expect(await layerTimes.measure()).toBe(true)
  project.edit('Move', draft => draft.move(node, { x: 8, y: 8 }))
  expect(layerTimes.times?.get(node)).toBe(2)
  project.edit('Change', draft => draft.setParameters(node, { filters: 33 }))
  expect(layerTimes.times).toBeUndefined()
  project.undo()
  expect(layerTimes.times?.get(node)).toBe(2)
})
