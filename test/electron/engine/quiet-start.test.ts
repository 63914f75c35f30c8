import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const native = join(import.meta.dirname, '../../../native')
const { executable } = JSON.parse(readFileSync(join(native, 'electron.json'), 'utf8')) as { executable: string }

const script = `
  process.dlopen({ exports: {} }, process.argv[1], require('node:os').constants.dlopen.RTLD_NOW)
  console.log('loaded')`

function load(program: string, level: string): { readonly stdout: string; readonly stderr: string } {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', TF_CPP_MIN_LOG_LEVEL: level }
  const { stdout, stderr } = spawnSync(program, ['-e', script, '--', join(native, 'tfjs_binding.node')], {
    env,
    encoding: 'utf8'
  })
  return { stdout, stderr }
}

it.each([
  ['Node', process.execPath],
  ['Electron', executable]
])('loads the library in %s without a word, and with its own words where they are asked for', (_, program) => {
  expect(load(program, '2')).toEqual({ stdout: 'loaded\n', stderr: '' })
  // The very line that is left out otherwise; oneDNN stays on.
  expect(load(program, '0').stderr).toContain('oneDNN custom operations are on')
})
