import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { openLog } from '../../electron/log.ts'
import { temporaryFolder } from './storage/temporary-folder.ts'

it('puts a log that has grown long aside, and begins another', () => {
  const file = join(temporaryFolder(), 'log.txt')
  writeFileSync(file, 'x'.repeat(1_000_001))
  openLog(file).info('begun')
  expect(readFileSync(`${file}.1`).length).toBe(1_000_001)
  expect(readFileSync(file, 'utf8')).toMatch(/^\S+ info begun\n$/)
})

it('says on the terminal what it cannot write', () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'log.txt'))
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  openLog(join(folder, 'log.txt')).error('saving', new Error('No space'))
  expect(write.mock.calls.join()).toContain('error saving: Error: No space')
  writeFileSync(join(folder, 'file'), '')
  expect(() => openLog(join(folder, 'file', 'log.txt')).info('begun')).not.toThrow()
  write.mockRestore()
})
