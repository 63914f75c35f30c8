import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { locked } from '../../../build/setup/lock.mjs'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'receptive-lock-'))
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
})
afterEach(() => rm(folder, { recursive: true }))

it('lets the second wait until the first has ended', async () => {
  const order: string[] = []
  let endFirst: (() => void) | undefined
  const first = locked(folder, async () => {
    order.push('first begins')
    await new Promise<void>(resolve => (endFirst = resolve))
    order.push('first ends')
  })
  const second = locked(folder, async () => {
    order.push('second begins')
  })
  await vi.waitUntil(() => endFirst !== undefined)
  endFirst?.()
  await Promise.all([first, second])
  expect(order).toEqual(['first begins', 'first ends', 'second begins'])
})

it('takes over the lock of a process that has died', async () => {
  const dead = spawnSync(process.execPath, ['-e', '']).pid
  await writeFile(join(folder, 'lock'), String(dead))
  expect(await locked(folder, async () => 'done')).toBe('done')
})

it('releases the lock when the work fails', async () => {
  await expect(locked(folder, () => Promise.reject(new Error('No network')))).rejects.toThrow('No network')
  expect(existsSync(join(folder, 'lock'))).toBe(false)
})
