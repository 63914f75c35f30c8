import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { namedProject } from '../../electron/named-project.ts'

it('finds the project behind the source tree and between switches', () => {
  expect(namedProject(['--no-sandbox', '/tree', '--inspect=0', 'my/project'], false)).toBe(resolve('my/project'))
})

it('takes the first plain word of a packed app as the project', () => {
  expect(namedProject(['my/project'], true)).toBe(resolve('my/project'))
})

it('finds none where the program was started without', () => {
  expect(namedProject(['--no-sandbox', '/tree'], false)).toBeUndefined()
})
