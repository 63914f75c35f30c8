import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { lookAtDropped } from '../../../electron/storage/look-at-dropped.ts'
import { temporaryFolder } from './temporary-folder.ts'

function folderWith(name: string, file: string): string {
  const path = join(temporaryFolder(), name)
  mkdirSync(path)
  writeFileSync(join(path, file), '')
  return path
}

it('opens a Keras model under any name', async () => {
  const path = join(temporaryFolder(), 'renamed.bin')
  copyFileSync('test/fixtures/exchange/keras/sound-stack.keras', path)
  expect(await lookAtDropped([path])).toEqual({ kind: 'model', path })
})

it('names a model that no format here reads', async () => {
  const path = folderWith('exported', 'saved_model.pb')
  expect(await lookAtDropped([path])).toEqual({ kind: 'unreadableModel', name: 'exported' })
  const onnx = join(temporaryFolder(), 'Model.ONNX')
  writeFileSync(onnx, '')
  expect(await lookAtDropped([onnx])).toEqual({ kind: 'unreadableModel', name: 'Model.ONNX' })
})

it('finds the project of a folder and of its file', async () => {
  const path = folderWith('digits', 'project.json')
  const project = { kind: 'project', folder: path }
  expect(await lookAtDropped([path])).toEqual(project)
  expect(await lookAtDropped([join(path, 'project.json')])).toEqual(project)
})

it('looks into no pipe, which has no end to wait for', async () => {
  const pipe = join(temporaryFolder(), 'model.keras')
  execFileSync('mkfifo', [pipe])
  expect(await lookAtDropped([pipe])).toEqual({ kind: 'images' })
})

it('takes everything else for images', async () => {
  const cats = folderWith('cats', 'one.png')
  expect(await lookAtDropped([cats])).toEqual({ kind: 'images' })
  expect(await lookAtDropped([join(cats, 'one.png')])).toEqual({ kind: 'images' })
  expect(await lookAtDropped([cats, join(cats, 'one.png')])).toEqual({ kind: 'images' })
  expect(await lookAtDropped([join(cats, 'gone')])).toEqual({ kind: 'images' })
})
