import { beforeEach, expect, it } from 'vitest'
import { checkArguments } from '../../../electron/handlers/arguments.ts'
import { forwardToJobs } from '../../../electron/handlers/forward.ts'
import type { HostContext } from '../../../electron/handlers/host-context.ts'
import { createStoppableJobs } from '../../../electron/handlers/stoppable-jobs.ts'

type Service = HostContext['service']

let started: { readonly job: string; readonly input: unknown }[]
let stopped: string[]

/** Jobs that end when they are stopped. */
const service = {
  start(job: string, input: unknown) {
    const name = `${job} ${started.push({ job, input })}`
    let end: (error: Error) => void = () => undefined
    const result = new Promise((_, reject) => (end = reject))
    return {
      result,
      stop() {
        stopped.push(name)
        end(new Error('Stopped.'))
      }
    }
  }
} as unknown as Service
const projects = { get: (id: string) => ({ folder: `/projects/${id}` }) } as unknown as HostContext['projects']

beforeEach(() => {
  started = []
  stopped = []
})

const forwarded = () => forwardToJobs({ projects, service, tell: () => undefined }, createStoppableJobs())

it('gives the job of the same name the folder of the project', () => {
  void forwarded().frames({ project: 'mine', run: 'first' })
  expect(started).toEqual([{ job: 'frames', input: { project: '/projects/mine', run: 'first' } }])
})

it('stops the newest job of the call that is named, and no other', async () => {
  const host = forwarded()
  const timing = host.timeLayers({ document: '{}' } as never)
  void host.explain({ project: 'mine' } as never)
  await host.stop({ call: 'timeLayers' })
  await expect(timing).rejects.toThrow('Stopped.')
  expect(stopped).toEqual(['timeLayers 1'])
})

it('stops what a call has begun when the same is asked for anew', async () => {
  const host = forwarded()
  const first = host.timeLayers({ document: '{}' } as never)
  void host.timeLayers({ document: '{}' } as never)
  await expect(first).rejects.toThrow('Stopped.')
  expect(stopped).toEqual(['timeLayers 1'])
})

it('stops what is packed anew, and leaves other datasets in peace', async () => {
  const host = forwarded()
  const [first] = ['digits', 'digits', 'shapes'].map(id =>
    host.describeDataset({ project: 'mine', settings: { id } } as never)
  )
  await expect(first).rejects.toThrow('Stopped.')
  expect(stopped).toEqual(['describeDataset 1'])
})

it('lets calls that cannot be stopped run beside each other', () => {
  const host = forwarded()
  for (const run of ['a', 'b']) void host.frames({ project: 'mine', run })
  expect([started.length, stopped]).toEqual([2, []])
})

it('takes no call to stop that cannot be stopped', () => {
  expect(checkArguments('stop', { call: 'explain' })).toEqual({ given: { call: 'explain' } })
  expect(checkArguments('stop', { call: 'frames' })).toHaveProperty('error')
  expect(checkArguments('stop', { call: 'nothing' })).toHaveProperty('error')
})
