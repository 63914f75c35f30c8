import { strToU8 } from 'fflate'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { recognizeFormat } from '../../../core/exchange/catalogue.ts'
import { recognizedBytes } from '../../../core/exchange/format.ts'
import { writeZip } from '../../../core/exchange/zip.ts'

const kerasBytes = readFileSync('test/fixtures/exchange/keras/sound-stack.keras').subarray(0, recognizedBytes)

function idOf(found: Parameters<typeof recognizeFormat>[0]): string | undefined {
  return recognizeFormat(found)?.id
}

it('tells a model by what is inside, whatever its name', () => {
  expect(idOf({ name: 'backup.zip', firstBytes: kerasBytes })).toBe('keras')
  expect(idOf({ name: 'model', members: ['variables', 'saved_model.pb'] })).toBe('savedModel')
})

it('tells a file by its ending where what is inside says nothing, so that reading it says what is wrong', () => {
  expect(idOf({ name: 'Broken.KERAS', firstBytes: strToU8('no archive') })).toBe('keras')
})

it('takes no other archive, file or folder for a model', () => {
  const archive = writeZip([{ path: 'photos/cat.png', bytes: new Uint8Array(4) }])
  expect(idOf({ name: 'photos.zip', firstBytes: archive })).toBeUndefined()
  expect(idOf({ name: 'empty', firstBytes: new Uint8Array() })).toBeUndefined()
  expect(idOf({ name: 'folder.keras', members: ['cats', 'dogs'] })).toBeUndefined()
  expect(idOf({ name: 'my-saved-model', members: ['cats', 'dogs'] })).toBeUndefined()
})
