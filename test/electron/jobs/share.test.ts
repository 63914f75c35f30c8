import { expect, it } from 'vitest'
import type { Session } from '../../../core/engine.ts'
import { createJobShare } from '../../../electron/jobs/share.ts'

/** Opens sessions that say when they are closed. */
function setUp() {
  const share = createJobShare()
  const opened: string[] = []
  const closed: string[] = []
  const open = (key: string) => async () => {
    opened.push(key)
    const session = { run: async () => ({}), close: async () => void closed.push(key) } satisfies Session
    return { session, key }
  }
  const use = <Result>(key: string, work: () => Promise<Result>) => share.withOpened(key, open(key), work)
  return { share, opened, closed, use }
}

const nothing = async () => undefined

it('keeps the session that was used last and closes the one before', async () => {
  const { opened, closed, use } = setUp()
  await use('first', nothing)
  await use('first', nothing)
  await use('second', nothing)
  expect([opened, closed]).toEqual([['first', 'second'], ['first']])
})

it('closes no session that somebody still works with', async () => {
  const { closed, use } = setUp()
  let finish: () => void = () => undefined
  const slow = use('first', () => new Promise<void>(resolve => (finish = resolve)))
  await use('second', nothing)
  expect(closed).toEqual([])
  finish()
  await slow
  expect(closed).toEqual(['first'])
})

it('opens anew after a failure', async () => {
  const { opened, closed, share, use } = setUp()
  const failing = share.withOpened('first', () => Promise.reject(new Error('No memory.')), nothing)
  await expect(failing).rejects.toThrow('No memory.')
  await expect(use('first', () => Promise.reject(new Error('A broken picture.')))).rejects.toThrow('A broken picture.')
  await use('first', nothing)
  expect([opened, closed]).toEqual([['first', 'first'], ['first']])
})
