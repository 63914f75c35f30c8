import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CDPSession, Page } from 'playwright-core'
import { message } from '../../../renderer/messages/message.ts'
import type { RunningElectron } from '../../e2e/driver/electron.ts'
import { settle } from './canvas-gestures.ts'
import { chooseFrom } from './canvas-open.ts'
import { type Measurement, measurementOf } from '../measurement.ts'

const rounds = 1000
/** What is kept once and for all, such as compiled code and measured texts, is there by then. */
const warmUp = 100
/**
 * The window kept 5,115 kB after 100 rounds, 5,112 after 600, 5,115 after 1,100 and 5,111 after 2,100: texts that V8
 * joins late come and go. An object a round that stayed would be more than this, and one document alone is twenty.
 */
const grownGoal = 16

/** What the window keeps, counted after its garbage was collected. */
interface Kept {
  /**
   * The size of objects, texts and closures. Compiled code comes and goes as functions run often or seldom, and is not
   * counted. Nor is the room of weak maps: it is as large as the most keys between two collections, 0.1 to 0.5 MB, and
   * V8 gives none back. What they hold is counted.
   */
  readonly objectBytes: number
  readonly canvases: number
  readonly elements: number
  readonly listeners: number
  readonly stages: number
}

/** What the window keeps more of after a thousand rounds of opening, editing and closing. */
export async function* growth(
  { app, page }: RunningElectron,
  folders: readonly [string, string]
): AsyncGenerator<Measurement> {
  const [one, other] = folders
  cpSync(one, other, { recursive: true })
  const file = join(other, 'project.json')
  writeFileSync(file, readFileSync(file, 'utf8').replace('"name": "10 nodes"', '"name": "10 others"'))
  await chooseFrom(app, [other, one])
  const session = await page.context().newCDPSession(page)
  await openAndEdit(page, warmUp)
  const before = await kept(page, session)
  await openAndEdit(page, rounds)
  const after = await kept(page, session)
  const about = { bench: 'canvas', case: `${rounds} rounds of open, edit, close` }
  const grown = (what: keyof Kept): number[] => [after[what] - before[what]]
  yield measurementOf(
    { ...about, metric: 'kilobytes of objects more', goal: grownGoal },
    grown('objectBytes').map(bytes => bytes / 1024)
  )
  for (const what of ['canvases', 'elements', 'listeners', 'stages'] as const) {
    yield measurementOf({ ...about, metric: `${what} more`, goal: 0 }, grown(what))
  }
}

async function kept(page: Page, session: CDPSession): Promise<Kept> {
  // What follows the last frame, such as the inspector, is there by then.
  await settle(page)
  await session.send('HeapProfiler.enable')
  for (let round = 0; round < 3; round++) await session.send('HeapProfiler.collectGarbage')
  const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters')
  return {
    objectBytes: await objectBytes(session),
    elements: nodes,
    listeners: jsEventListeners,
    canvases: await instancesOf(session, 'HTMLCanvasElement'),
    stages: await page.evaluate(() => (window as { Konva?: { stages: unknown[] } }).Konva?.stages.length ?? 0)
  }
}

interface HeapSnapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[]
      readonly node_types: readonly [readonly string[]]
      readonly edge_fields: readonly string[]
    }
  }
  readonly nodes: readonly number[]
  readonly edges: readonly number[]
  readonly strings: readonly string[]
}

async function objectBytes(session: CDPSession): Promise<number> {
  const taken = await takeSnapshot(session)
  const { snapshot, nodes } = taken
  const { node_fields: fields, node_types: types } = snapshot.meta
  const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')]
  const rooms = roomsOfWeakMaps(taken)
  let bytes = 0
  for (let node = 0; node < nodes.length; node += fields.length) {
    const kind = types[0][nodes[node + type] ?? 0] ?? ''
    if (!['code', 'hidden', 'native'].includes(kind) && !rooms.has(node)) bytes += nodes[node + size] ?? 0
  }
  return bytes
}

async function takeSnapshot(session: CDPSession): Promise<HeapSnapshot> {
  const chunks: string[] = []
  const take = ({ chunk }: { readonly chunk: string }): void => void chunks.push(chunk)
  session.on('HeapProfiler.addHeapSnapshotChunk', take)
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  session.off('HeapProfiler.addHeapSnapshotChunk', take)
  return JSON.parse(chunks.join('')) as HeapSnapshot
}

/** Where in `nodes` the arrays begin in which weak maps and sets keep their entries. */
function roomsOfWeakMaps({ snapshot, nodes, edges, strings }: HeapSnapshot): ReadonlySet<number> {
  const { node_fields: nodeFields, edge_fields: edgeFields } = snapshot.meta
  const [name, edgeCount] = [nodeFields.indexOf('name'), nodeFields.indexOf('edge_count')]
  const [edgeName, to] = [edgeFields.indexOf('name_or_index'), edgeFields.indexOf('to_node')]
  const rooms = new Set<number>()
  // The edges of all nodes lie in a row, node after node.
  let edge = 0
  for (let node = 0; node < nodes.length; node += nodeFields.length) {
    const end = edge + (nodes[node + edgeCount] ?? 0) * edgeFields.length
    const isWeak = ['WeakMap', 'WeakSet'].includes(strings[nodes[node + name] ?? 0] ?? '')
    for (; edge < end; edge += edgeFields.length) {
      if (isWeak && strings[edges[edge + edgeName] ?? 0] === 'table') rooms.add(edges[edge + to] ?? 0)
    }
  }
  return rooms
}

/** Those that live, whether they are in the document or not. */
async function instancesOf(session: CDPSession, type: string): Promise<number> {
  const prototype = await session.send('Runtime.evaluate', { expression: `${type}.prototype` })
  const { objects } = await session.send('Runtime.queryObjects', { prototypeObjectId: prototype.result.objectId ?? '' })
  const { result } = await session.send('Runtime.callFunctionOn', {
    objectId: objects.objectId ?? '',
    functionDeclaration: 'function () { return this.length }'
  })
  await session.send('Runtime.releaseObject', { objectId: objects.objectId ?? '' })
  return Number(result.value)
}

/** Opens the two projects in turn, moves and deletes in each, and lets the edits go with the next opening. */
async function openAndEdit(page: Page, count: number): Promise<void> {
  const given = { wanted: count, leave: message('project/unsavedConfirm') }
  await page.evaluate(async ({ wanted, leave }) => {
    const frame = (): Promise<unknown> => new Promise(resolve => requestAnimationFrame(resolve))
    const press = (key: string, target: EventTarget = window, held: KeyboardEventInit = {}): boolean =>
      target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...held }))
    const surface = (): Element | null => document.querySelector('[data-canvas]')
    for (let round = 0; round < wanted; round++) {
      const { title } = document
      press('o', window, { ctrlKey: true, code: 'KeyO' })
      const isThere = (): boolean =>
        document.title !== title && !document.title.startsWith('•') && document.querySelector('main.opening') === null
      while (!isThere()) {
        await frame()
        const buttons = document.querySelectorAll<HTMLElement>('[role=dialog] button, [role=alertdialog] button')
        for (const button of buttons) if (button.textContent.trim() === leave) button.click()
      }
      await frame()
      const canvas = surface()
      if (canvas === null) throw new Error('There is no canvas in the window.')
      press('Home', canvas)
      press('ArrowRight', canvas, { altKey: true, shiftKey: true })
      press('Delete', canvas)
      await frame()
      if (!document.title.startsWith('•')) throw new Error('The edit did not come to the document.')
    }
  }, given)
}
