import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fileName } from '../../core/file-name.ts'

it.each([
  ['LeNet on digits', 'LeNet on digits'],
  ['Straßenbäume 東京 🌳', 'Straßenbäume 東京 🌳'],
  ['cats/dogs: "v2" <new>?', 'cats dogs v2 new'],
  ['../../etc/passwd', 'etc passwd'],
  ['.hidden', 'hidden'],
  ['ends in a point. ', 'ends in a point'],
  ['v1.2', 'v1.2'],
  ['con', 'con network'],
  ['Aux.old', 'Aux.old network'],
  ['  ', 'Network'],
  ['///', 'Network']
])('makes of %o the file name %o', (name, file) => {
  expect(fileName(name)).toBe(file)
})

it('makes of any text a name that a file system takes, with an ending', () => {
  const folder = mkdtempSync(join(tmpdir(), 'names-'))
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), name => {
      const file = `${fileName(name)}.keras`
      writeFileSync(join(folder, file), '')
      expect(readdirSync(folder)).toEqual([file])
      rmSync(join(folder, file))
    })
  )
  rmSync(folder, { recursive: true })
})
