import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { startWords } from '../../electron/start-words.ts'

it('finds the project behind the source tree and between switches', () => {
  expect(startWords(['--no-sandbox', '/tree', '--inspect=0', 'my/project'], false)).toEqual({
    demo: undefined,
    project: resolve('my/project')
  })
})

it('takes the first plain word of a packed app as the project', () => {
  expect(startWords(['my/project'], true).project).toBe(resolve('my/project'))
})

it('does not take the folder of the demonstration for a project', () => {
  expect(startWords(['/tree', '--first-run-demo', 'out/demo'], false)).toEqual({
    demo: resolve('out/demo'),
    project: undefined
  })
})
