import fc from 'fast-check'
import { stampOf } from '../../../core/document/history/journal.ts'
import { edit } from '../../../core/document/edit.ts'
import { serializeProject } from '../../../core/document/file/project-file.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { appendJournal } from '../../../electron/storage/projects/project-journal.ts'
import { openProject, saveProject } from '../../../electron/storage/projects/projects.ts'
import { createJournal } from '../../../renderer/state/journal.ts'
import { perform, randomOperation } from '../../core/document/random-edits.ts'
import { createRandom } from '../../renderer/random.ts'

/**
 * A process of its own that opens a project, takes what is offered back, and edits and saves until it is killed. It
 * tells on standard output what it has done, each line at once: which state came about, and which is on disk.
 */
async function work(folder: string, seed: number): Promise<void> {
  const tell = (word: string, stamp: string) => process.stdout.write(`${word} ${stamp}\n`)
  const random = createRandom(seed)
  const project = await openProject(folder)
  if (project.document === undefined) throw new Error(JSON.stringify(project.problems))
  const { saved } = project
  let document = project.recovered?.document ?? project.document
  let stamp = stampOf(serializeProject(document, layerOf))
  tell('begun', stamp)

  const journal = createJournal({
    async write(changes) {
      const until = stamp
      await appendJournal(folder, changes, saved)
      tell('journalled', until)
    },
    onError: error => {
      throw error
    }
  })
  const save = () =>
    journal.store(async () => {
      const until = stamp
      await saveProject(folder, document, saved)
      tell('saved', until)
      return true
    })

  for (const operation of fc.sample(randomOperation, { seed, numRuns: 2000 })) {
    const edited = edit(document, 'Edit', draft => perform(draft, operation), layerOf)
    if (edited.document !== document) {
      document = edited.document
      stamp = stampOf(serializeProject(document, layerOf))
      tell('edited', stamp)
      journal.add(edited.change)
    }
    if (random() < 0.03) void save()
    await new Promise(resolve => setTimeout(resolve, random() * 12))
  }
}

await work(process.argv[2] ?? '', Number(process.argv[3]))
