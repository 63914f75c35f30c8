import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { createDocument, emptyDrawing } from '../../../../core/document/create-document.ts'
import { edit } from '../../../../core/document/edit.ts'
import { serializeProject } from '../../../../core/document/file/project-file.ts'
import { journalLines, stampOf } from '../../../../core/document/history/journal.ts'
import { layerOf } from '../../../../core/layers/catalogue.ts'
import { projectFiles } from '../../../../electron/storage/folders.ts'
import { appendJournal, recoverJournal } from '../../../../electron/storage/projects/project-journal.ts'
import { temporaryFolder } from '../temporary-folder.ts'

it('a journal that an earlier version wrote is brought to the current form, so that more edits can follow', async () => {
  const folder = temporaryFolder()
  const document = createDocument('Saved', emptyDrawing)
  const saved = { stamp: stampOf(serializeProject(document, layerOf)), document }
  const first = edit(document, 'Name', draft => draft.setName('First'), layerOf)
  const { journal } = projectFiles(folder)
  // Earlier versions wrote the document without its format version.
  writeFileSync(journal, `${JSON.stringify({ base: saved.stamp, start: document })}\n${journalLines([first.change])}`)
  expect((await recoverJournal(folder, saved)).recovered?.document).toEqual(first.document)
  expect(JSON.parse(readFileSync(journal, 'utf8').split('\n')[0]!)).toHaveProperty('start.formatVersion')
  const second = edit(first.document, 'Name', draft => draft.setName('Second'), layerOf)
  await appendJournal(folder, [second.change], saved)
  expect(await recoverJournal(folder, saved)).toMatchObject({
    recovered: { document: { name: 'Second' } },
    problems: []
  })
})
