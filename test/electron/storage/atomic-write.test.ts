import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { expect, test } from 'vitest'
import { sweepTemporaryFiles, writeAtomic } from '../../../electron/storage/atomic-write.ts'
import { temporaryFolder } from './temporary-folder.ts'

const entry = fileURLToPath(new URL('../../../electron/storage/atomic-write.ts', import.meta.url))
const megabytes = 4

test('a process killed at any moment leaves a whole file, old or new', async () => {
  const folder = temporaryFolder()
  const module = join(temporaryFolder(), 'atomic-write.mjs')
  buildSync({ entryPoints: [entry], bundle: true, platform: 'node', format: 'esm', outfile: module })
  const [file, previous] = [join(folder, 'file'), join(folder, 'previous')]
  // Each round writes one byte over and over, so a mixture of two rounds shows.
  const program = `import(${JSON.stringify(module)}).then(async ({ writeAtomic }) => {
    for (let round = 0; ; round++) {
      if (round === 2) process.send('writing')
      await writeAtomic(${JSON.stringify(file)}, Buffer.alloc(${megabytes} << 20, round), { previous: ${JSON.stringify(previous)} })
    }
  })`
  let cutOff = 0
  for (let kill = 0; kill < 12; kill++) {
    const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    await once(child, 'message')
    const exit = once(child, 'exit')
    for (let turn = 0; turn < kill * 300; turn++) await new Promise(setImmediate)
    child.kill('SIGKILL')
    await exit
    for (const bytes of [readFileSync(file), readFileSync(previous)]) {
      expect(bytes.length).toBe(megabytes << 20)
      expect(bytes.every(byte => byte === bytes[0])).toBe(true)
    }
    const names = readdirSync(folder).filter(name => name.endsWith('.writing'))
    cutOff += names.length
    await sweepTemporaryFiles(folder)
    expect(readdirSync(folder).sort()).toEqual(['file', 'previous'])
  }
  // Otherwise no kill has hit a write, and the test has shown nothing.
  expect(cutOff).toBeGreaterThan(0)
})

test('sweeping leaves what a living process is writing', async () => {
  const folder = temporaryFolder()
  const writing = `.file.${process.ppid}-0a0b0c0d.writing`
  writeFileSync(join(folder, writing), 'half')
  await sweepTemporaryFiles(folder)
  expect(readdirSync(folder)).toEqual([writing])
})

test('a write that fails leaves nothing behind', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'taken', 'inside'), { recursive: true })
  await expect(writeAtomic(join(folder, 'taken'), 'new')).rejects.toThrow()
  expect(readdirSync(folder)).toEqual(['taken'])
})
