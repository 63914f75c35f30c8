import { expect, it } from 'vitest'
import type { Session } from '../../../core/engine.ts'
import { createOpenSessions } from '../../../electron/jobs/sessions/open-sessions.ts'

/** Opens sessions that say when they are closed, and keeps two of them. */
function setUp() {
  const sessions = createOpenSessions(2)
  const opened: string[] = []
  const closed: string[] = []
  const open = (key: string) => async () => {
    opened.push(key)
    const session = { run: async () => ({}), close: async () => void closed.push(key) } satisfies Session
    return { session, key }
  }
  const use = <Result>(key: string, work: () => Promise<Result>) => sessions.withOpened(key, open(key), work)
  return { sessions, opened, closed, use }
}

const nothing = async () => undefined

it('keeps the sessions that were used last and closes the one that was not used for longest', async () => {
  const { opened, closed, use } = setUp()
  for (const key of ['first', 'second', 'first', 'third', 'first']) await use(key, nothing)
  expect([opened, closed]).toEqual([['first', 'second', 'third'], ['second']])
})

it('leaves none open but those that it keeps, in whatever order they are used', async () => {
  const { opened, closed, use } = setUp()
  const keys = Array.from({ length: 200 }, (_, step) => String((step * 7919) % 5))
  await Promise.all(keys.slice(0, 50).map(key => use(key, nothing)))
  for (const key of keys.slice(50)) await use(key, nothing)
  expect(new Set(opened).size).toBe(5)
  expect(opened.length - closed.length).toBe(2)
})

it('closes no session that somebody still works with', async () => {
  const { closed, use } = setUp()
  let finish: () => void = () => undefined
  const slow = use('first', () => new Promise<void>(resolve => (finish = resolve)))
  await use('second', nothing)
  await use('third', nothing)
  expect(closed).toEqual([])
  finish()
  await slow
  expect(closed).toEqual(['first'])
})

it('opens a key once for all who ask for it at a time', async () => {
  const { opened, closed, use } = setUp()
  await Promise.all([use('first', nothing), use('first', nothing), use('first', nothing)])
  expect([opened, closed]).toEqual([['first'], []])
})

it('opens anew after a failure', async () => {
  const { opened, closed, sessions, use } = setUp()
  const failing = sessions.withOpened('first', () => Promise.reject(new Error('No memory.')), nothing)
  await expect(failing).rejects.toThrow('No memory.')
  await expect(use('first', () => Promise.reject(new Error('A broken image.')))).rejects.toThrow('A broken image.')
  await use('first', nothing)
  expect([opened, closed]).toEqual([['first', 'first'], ['first']])
})
