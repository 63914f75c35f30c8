import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it, onTestFinished } from 'vitest'
import { isOtherAlive, ownerOf } from '../../../electron/storage/owner.ts'

// Elsewhere the system fetches what has ended by itself.
it.runIf(process.platform === 'linux')(
  'counts a process that ended as gone, fetched by its parent or not',
  async () => {
    // The shell becomes a program that fetches no children.
    const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] })
    onTestFinished(() => void parent.kill('SIGKILL'))
    const [printed] = (await once(parent.stdout, 'data')) as [Buffer]
    const id = Number(printed.toString())
    const owner = await ownerOf(id)
    expect(await isOtherAlive(owner)).toBe(true)
    process.kill(id, 'SIGKILL')
    await expect.poll(() => isOtherAlive(owner), { timeout: 10_000 }).toBe(false)
    expect(() => process.kill(id, 0), 'not fetched').not.toThrow()
  }
)
