import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const native = join(import.meta.dirname, '../../../native')
const { executable } = JSON.parse(readFileSync(join(native, 'electron.json'), 'utf8')) as { executable: string }

/** Has the library copy so many bytes into a tensor, all in one piece, and let go of it. */
const script = `
  const loaded = { exports: {} }
  process.dlopen(loaded, process.argv[1], require('node:os').constants.dlopen.RTLD_NOW)
  const bytes = new Uint8Array(Number(process.argv[2]) + 4).subarray(4)
  loaded.exports.deleteTensor(loaded.exports.createTensor([bytes.length], 4, bytes))
  console.log('lives')`

/** Where Electron's own malloc ends the process: a block of more than 1 GiB, rounded up to 2 GiB. */
it("gives the library one piece of 1.25 GiB in Electron's process", () => {
  const words = ['-e', script, '--', join(native, 'tfjs_binding.node'), String(1.25 * 2 ** 30)]
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', TF_CPP_MIN_LOG_LEVEL: '3' }
  const { stdout, status, signal } = spawnSync(executable, words, { env, encoding: 'utf8' })
  expect({ stdout, status, signal }).toEqual({ stdout: 'lives\n', status: 0, signal: null })
})
