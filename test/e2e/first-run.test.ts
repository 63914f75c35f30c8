import { execFile } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { dataFolder } from './driver/launch.ts'

it('shows a first start where nobody can press anything: trains, exports, and says where all of it is', async () => {
  const folder = dataFolder()
  const { stdout } = await promisify(execFile)(process.execPath, ['out/first-run.cjs', folder])
  const pathAfter = (name: string) => new RegExp(`^${name} +(/.*)$`, 'm').exec(stdout)?.[1] ?? ''
  expect(Number(/^Test set, best weights.*: .*accuracy ([\d.]+) %$/m.exec(stdout)?.[1])).toBeGreaterThan(95.5)
  expect(stdout).toMatch(/largest difference .* over [\d,]+ test samples/)
  expect(pathAfter('Model')).toBe(join(folder, 'lenet-digits.keras'))
  expect(statSync(pathAfter('Model')).size).toBeGreaterThan(100_000)
  expect(statSync(join(pathAfter('Trained run'), 'run.json')).isFile()).toBe(true)
  expect(statSync(pathAfter('Window')).size).toBeGreaterThan(10_000)
})
