import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { leaveRunningMark } from '../../electron/running-mark.ts'
import { temporaryFolder } from './storage/temporary-folder.ts'

const quiet = { error: () => undefined }

it('tells a start after an end in order from one after an end that was not', () => {
  const file = join(temporaryFolder(), 'settings', 'running')
  const first = leaveRunningMark(file, quiet)
  first.remove()
  const second = leaveRunningMark(file, quiet)
  const third = leaveRunningMark(file, quiet)
  expect([first, second, third].map(({ wasLeft }) => wasLeft)).toEqual([false, false, true])
  third.remove()
  expect(existsSync(file)).toBe(false)
})

it('logs a mark that can be neither written nor removed, and keeps nobody from running', () => {
  const file = join(temporaryFolder(), 'running')
  mkdirSync(file)
  const logged: string[] = []
  leaveRunningMark(file, { error: label => logged.push(label) }).remove()
  expect(logged).toEqual(['running mark', 'running mark'])
})
