import { expect, it } from 'vitest'
import { createRuns } from '../../../../electron/handlers/calls/runs.ts'
import type { HostContext } from '../../../../electron/handlers/host-context.ts'

it.each([
  [false, ['listRuns', 'warmUp']],
  [true, ['listRuns']]
])('warms the newest run up unless it may have ended the program (%s)', async (skipsWarmUp, expected) => {
  const started: string[] = []
  const service = {
    start(job: string) {
      started.push(job)
      return { result: Promise.resolve({ runs: [{ id: 'newest', state: 'done' }], problems: [] }) }
    }
  }
  const projects = { get: () => ({ folder: '/projects/mine' }) }
  const rest = { queue: { live: () => [] }, caution: { leavesClosed: false, skipsWarmUp } }
  await createRuns({ service, projects, ...rest } as unknown as HostContext).runs({ project: 'mine' })
  expect(started).toEqual(expected)
})
