import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { buildSync } from 'esbuild'
import { expect, test } from 'vitest'
import { createDocument, emptyDrawing } from '../../../core/document/create-document.ts'
import { stampOf } from '../../../core/document/history/journal.ts'
import { serializeProject } from '../../../core/document/file/project-file.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import type { Document } from '../../../core/document/records.ts'
import { createProject, openProject } from '../../../electron/storage/projects/projects.ts'
import { createRandom } from '../../renderer/random.ts'
import { temporaryFolder } from './temporary-folder.ts'

const kills = Number(process.env['RECEPTIVE_KILLS'] ?? 40)
/** Projects that are worked on at once, each by one process after the other. */
const lanes = 8
/** What may be lost of edits that were not saved. */
const losableMs = 2000

interface State {
  readonly stamp: string
  readonly atMs: number
}

/** What the process that was killed had told until then. */
interface Told {
  /** In their order, the one that it began with first. */
  readonly states: readonly State[]
  /** The newest that it said to be on disk. */
  readonly kept: string
  readonly saved: string | undefined
  readonly endedMs: number
}

const stamped = (document: Document) => stampOf(serializeProject(document, layerOf))

/** Lets a person work in a process of its own, and kills that at a moment between two things or within one. */
async function workUntilKilled(program: string, folder: string, seed: number, workMs: number): Promise<Told> {
  const child = spawn(process.execPath, [program, folder, String(seed)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const states: State[] = []
  let kept = ''
  let saved: string | undefined
  let begun: (() => void) | undefined
  const hasBegun = new Promise<void>(resolve => {
    begun = resolve
  })
  const lines = createInterface({ input: child.stdout })
  lines.on('line', line => {
    const [word, stamp = ''] = line.split(' ')
    if (word === 'begun' || word === 'edited') states.push({ stamp, atMs: Date.now() })
    if (word === 'begun' || word === 'journalled' || word === 'saved') kept = stamp
    if (word === 'saved') saved = stamp
    if (word === 'begun') begun?.()
  })
  await Promise.race([hasBegun, once(child, 'exit')])
  await new Promise(resolve => setTimeout(resolve, workMs))
  await kill(child)
  const endedMs = Date.now()
  return { states, kept, saved, endedMs }
}

async function kill(child: ChildProcess): Promise<void> {
  const closed = once(child, 'close')
  child.kill('SIGKILL')
  await closed
}

/** What a kill has lost, or nothing. */
async function lossAfter(folder: string, told: Told): Promise<string | undefined> {
  const opened = await openProject(folder)
  if (opened.document === undefined) return `it does not open: ${JSON.stringify(opened.problems)}`
  await opened.close()
  const positionOf = (stamp: string) => told.states.map(state => state.stamp).lastIndexOf(stamp)
  const back = positionOf(stamped(opened.recovered?.document ?? opened.document))
  if (opened.problems.length > 0) return `a problem: ${JSON.stringify(opened.problems)}`
  if (back < 0) return 'what comes back was never drawn'
  if (back < positionOf(told.kept)) return `what was said to be on disk: ${positionOf(told.kept) - back} edits`
  const lost = told.states[back + 1]
  // Told of later than it was drawn, so this errs on the side of a loss.
  if (lost !== undefined && told.endedMs - lost.atMs > losableMs)
    return `edits of ${told.endedMs - lost.atMs} ms before`
  if (told.saved !== undefined && positionOf(stamped(opened.document)) < positionOf(told.saved)) return 'a save'
  return undefined
}

test(
  `kill -9 at ${kills} random moments of editing and saving loses nothing saved and at most two seconds`,
  async () => {
    const folder = temporaryFolder()
    const program = join(folder, 'person.mjs')
    buildSync({
      entryPoints: ['test/electron/storage/person-at-work.ts'],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)" }
    })
    const losses: string[] = []
    let edits = 0
    let moment = 0
    const work = async (lane: number): Promise<void> => {
      const project = join(folder, `lane-${lane}`)
      await createProject(project, createDocument('Work', emptyDrawing))
      while (moment < kills) {
        const seed = (moment += 1)
        // Most moments fall into the first journal entries and saves; some lie beyond the two seconds.
        const random = createRandom(seed)()
        const told = await workUntilKilled(program, project, seed, random * (seed % 4 === 0 ? 3000 : 800))
        edits += told.states.length
        const loss = await lossAfter(project, told)
        if (loss !== undefined) losses.push(`moment ${seed}: ${loss}`)
      }
    }
    await Promise.all(Array.from({ length: lanes }, (_, lane) => work(lane)))
    expect(losses).toEqual([])
    expect(edits).toBeGreaterThan(kills * 10)
  },
  20_000 + 1500 * kills
)
