import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { parseProject } from '../../../core/document/file/project-file.ts'
import type { Document } from '../../../core/document/records.ts'
import type { GraphId, NodeId } from '../../../core/graph/drawing.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import { Editor } from '../../../renderer/canvas/editor.ts'
import type { CanvasPoint } from '../../../renderer/canvas/points.ts'
import { foldButtonOf } from '../../../renderer/canvas/scene/fold-button.ts'
import { portOf } from '../../../renderer/canvas/scene/make-node.ts'
import { emptySelection } from '../../../renderer/canvas/selection.ts'
import { toScreen } from '../../../renderer/canvas/camera/viewport.ts'
import { message } from '../../../renderer/messages/message.ts'
import { waitUntil } from './wait.ts'

/** A place on the page. */
type Point = readonly [number, number]

/** Saves with the keyboard, and reads what then lies on the disk. */
export async function savedDocument(page: Page): Promise<Document> {
  const folder = await page.evaluate(async () => (await window.host.recentProjects())[0]!.folder)
  const file = join(folder, 'project.json')
  const before = statSync(file).mtimeMs
  await page.keyboard.press('Control+s')
  await waitUntil(() => statSync(file).mtimeMs > before, { timeout: 10_000 })
  const { document } = parseProject(readFileSync(file, 'utf8'), layerOf)
  expect(document, `${file} can be read`).toBeDefined()
  return document!
}

const surface = (page: Page) => page.locator('[data-canvas]')

/** Where a node or a port is on the page, once the whole drawing is fitted into the canvas. */
export interface Positions {
  readonly document: Document
  node(name: string): Point
  /** What unfolds a block, and folds it again. */
  foldButton(name: string): Point
  input(name: string, port?: string): Point
  output(name: string, port?: string): Point
}

/**
 * Fits the drawing into the canvas, and works out what is where with the canvas's own code on the saved document.
 * `unfolded` are the names of blocks of the root graph; what is inside is found as `block/conv1`.
 */
export async function findPositions(page: Page, unfolded: readonly string[] = []): Promise<Positions> {
  await page.getByRole('button', { name: message('tools/fit') }).click()
  const document = await savedDocument(page)
  const box = (await surface(page).boundingBox())!
  const floating = await Promise.all(
    (await page.locator('[data-floating]').all()).map(async each => {
      const { x, y, width, height } = (await each.boundingBox())!
      const [left, top] = [x - box.x, y - box.y]
      return { left, top, right: left + width, bottom: top + height }
    })
  )
  const editor = new Editor({
    document,
    network: inferNetwork(document),
    graph: document.root,
    path: [],
    shown: { graph: document.root, path: [] },
    unfolded: new Map(unfolded.map(name => [idOf(document, document.root, name), 'first'])),
    selection: emptySelection,
    edit: unused,
    select: unused,
    beginGesture: unused,
    commitGesture: unused,
    cancelGesture: unused,
    unfold: unused,
    enter: unused,
    leave: () => false
  })
  editor.camera.floatingAt = () => floating
  editor.camera.resize({ width: box.width, height: box.height })
  const onPage = (at: CanvasPoint): Point => {
    const { x, y } = toScreen(editor.camera.viewport, at)
    return [box.x + x, box.y + y]
  }
  const nodeNamed = (name: string) => {
    let graph = document.root
    const key = name.split('/').map(step => {
      const id = idOf(document, graph, step)
      graph = document.blocks[document.nodes[id]!.block ?? '']?.graph ?? ''
      return id
    })
    return editor.scene.nodes.get(key.join('/'))!
  }
  return {
    document,
    node(name) {
      const { left, top } = nodeNamed(name).bounds
      return onPage({ x: left + 30, y: top + 26 })
    },
    foldButton(name) {
      const { left, top, right, bottom } = foldButtonOf(nodeNamed(name))!
      return onPage({ x: (left + right) / 2, y: (top + bottom) / 2 })
    },
    input: (name, port = 'input') => onPage(portOf(nodeNamed(name).inputs, port)!.at),
    output: (name, port = 'output') => onPage(portOf(nodeNamed(name).outputs, port)!.at)
  }
}

function idOf(document: Document, graph: GraphId, name: string): NodeId {
  const node = Object.values(document.nodes).find(each => each.graph === graph && each.name === name)
  expect(node, `a layer ${name} among ${namesOf(document).join(', ')}`).toBeDefined()
  return node!.id
}

function unused(): void {
  throw new Error('The places of a drawing are only read.')
}

export function namesOf(document: Document): readonly string[] {
  return Object.values(document.nodes)
    .map(({ name }) => name)
    .sort()
}

/** Edges of the root graph as `from.port > to.port`, by names, sorted. */
export function edgesOf({ nodes, edges }: Document): readonly string[] {
  return Object.values(edges)
    .map(({ from, to }) => `${nodes[from.node]!.name}.${from.port} > ${nodes[to.node]!.name}.${to.port}`)
    .sort()
}

export async function drag(page: Page, from: Point, to: Point): Promise<void> {
  await page.mouse.move(...from)
  await page.mouse.down()
  await page.mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, { steps: 4 })
  await page.mouse.move(...to, { steps: 4 })
  await page.mouse.up()
}

/** Drags an item of the palette to a place measured from the canvas's corner. */
export async function dragFromPalette(page: Page, item: string, x: number, y: number): Promise<void> {
  const entry = page.locator(`[data-palette-item="${item}"]`)
  await entry.scrollIntoViewIfNeeded()
  const from = (await entry.boundingBox())!
  const to = (await surface(page).boundingBox())!
  await drag(page, [from.x + 60, from.y + from.height / 2], [to.x + x, to.y + y])
}

/** The drawing in words, as a screen reader gets it. */
export async function outlineOf(page: Page): Promise<readonly string[]> {
  const entries = surface(page).getByRole('option')
  return await entries.evaluateAll(options => options.map(option => option.getAttribute('aria-label') ?? ''))
}
