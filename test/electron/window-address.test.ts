import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fileOf } from '../../electron/window/window-address.ts'

const root = join('/', 'studio', 'out', 'renderer')

it('serves files of the window alone', () => {
  expect(fileOf(root, 'app://studio/index.html')).toBe(join(root, 'index.html'))
  expect(fileOf(root, 'app://studio/assets/a%20b.js?x#y')).toBe(join(root, 'assets', 'a b.js'))
})

it.each([
  'app://studio/../main.cjs',
  'app://studio/%2e%2e/main.cjs',
  'app://studio/..%2fmain.cjs',
  'app://studio/..%2f..%2f..%2f..%2fetc%2fpasswd',
  'app://elsewhere/index.html',
  'file:///etc/passwd',
  'app://studio/',
  'app://studio/%',
  'app://studio/%E0%A4%A',
  'no address'
])('serves nothing for %s', address => {
  const file = fileOf(root, address)
  // A URL takes its own `..` out before we see it; what is left must lie inside.
  expect(file === undefined || file.startsWith(join(root, '/'))).toBe(true)
})
