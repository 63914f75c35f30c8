import { expect } from 'vitest'
import { createDocument } from '../../../core/document/create-document.ts'
import { edit } from '../../../core/document/edit.ts'
import {
  beginGesture,
  cancelGesture,
  commitGesture,
  emptyHistory,
  redo,
  remember,
  undo,
  type History,
  type Step
} from '../../../core/document/history/history.ts'
import type { Document } from '../../../core/document/records.ts'
import type { GraphId, NodeId } from '../../../core/graph/drawing.ts'
import { drawNetwork, type GraphBuilder } from '../../../core/graph/graph-builder.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { layOut } from '../../../core/document/layout/layout.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import type { Network } from '../../../core/network/network.ts'
import type { EditorModel } from '../../../renderer/canvas/editor-model.ts'
import {
  isWithin,
  nodeOfStep,
  positionAt,
  type GraphPosition,
  type Unfolded
} from '../../../renderer/canvas/graph-position.ts'
import { Editor } from '../../../renderer/canvas/editor.ts'
import type { PointerInput } from '../../../renderer/canvas/gestures/gesture.ts'
import { canvasPoint, screenPoint, type CanvasPoint, type ScreenPoint } from '../../../renderer/canvas/points.ts'
import { rememberByRecord } from '../../../renderer/canvas/scene/changes/remembered.ts'
import { portOf } from '../../../renderer/canvas/scene/make-node.ts'
import type { SceneNode } from '../../../renderer/canvas/scene/scene.ts'
import { emptySelection, isEmpty, selectNodes, type Selection } from '../../../renderer/canvas/selection.ts'
import { toScreen } from '../../../renderer/canvas/camera/viewport.ts'
import { commandOfKey } from '../../../renderer/commands/command-of-key.ts'
import type { KeyPress } from '../../../renderer/commands/key-press.ts'
import type { Studio } from '../../../renderer/state/studio.svelte.ts'

type Held = Partial<Pick<PointerInput, 'isShift' | 'isModified' | 'isAlt' | 'button'>>

/** Drives the canvas as a person does, without a window: the same tools and state machines, no picture. */
export class TestEditor {
  document: Document
  history: History = emptyHistory
  readonly editor: Editor
  path: readonly NodeId[] = []
  /** What commands asked the window for. */
  readonly asked: string[] = []
  /** What a screen reader was given to say. */
  readonly said: string[] = []
  private selected: Selection = emptySelection
  private unfolded: Unfolded = new Map()
  private pointer: ScreenPoint = screenPoint(0, 0)

  constructor(draw: (builder: GraphBuilder) => void) {
    const drawing = drawNetwork(draw)
    this.document = createDocument('Test', drawing, { positions: layOut(drawing) })
    this.editor = new Editor(this.makeModel())
    this.editor.camera.resize({ width: 1000, height: 800 })
    this.editor.camera.show({ x: 100, y: 40, scale: 1 })
  }

  /** As much of the window as commands on the canvas need. */
  get studio(): Studio {
    const view = {
      editor: this.editor,
      ask: (part: string) => this.asked.push(part),
      announce: (text: string) => this.said.push(text)
    }
    return { view } as unknown as Studio
  }

  /** The graph that is shown. */
  get graph(): GraphId {
    return positionAt(this.document, this.path).graph
  }

  /** The graph that is worked on: that of the selection, or else the shown one. */
  get position(): GraphPosition {
    const { path } = this.selected
    const isInside =
      path !== undefined && (!isEmpty(this.selected) || this.selected.focus !== undefined) && isWithin(path, this.path)
    return positionAt(this.document, isInside ? path : this.path)
  }

  get selection(): readonly string[] {
    return [...this.selected.nodes].map(id => this.document.nodes[id]!.name).sort()
  }

  get undoLabel(): string | undefined {
    return this.history.past.at(-1)?.label
  }

  /** Edges of the open graph as `from.port > to.port`, by names. */
  get edges(): readonly string[] {
    const end = ({ node, port }: { readonly node: NodeId; readonly port: string }): string =>
      `${this.document.nodes[node]!.name}.${port}`
    return Object.values(this.document.edges)
      .filter(edge => edge.graph === this.graph)
      .sort((a, b) => a.order - b.order)
      .map(edge => `${end(edge.from)} > ${end(edge.to)}`)
  }

  get names(): readonly string[] {
    return [...this.editor.scene.nodes.keys()].map(id => this.document.nodes[id]!.name)
  }

  node(name: string): SceneNode {
    const found = [...this.editor.scene.nodes.values()].find(({ id }) => this.document.nodes[id]!.name === name)
    expect(found, `a node ${name}`).toBeDefined()
    return found!
  }

  /** A place on a node that no port is near. */
  on(name: string): CanvasPoint {
    const { left, top } = this.node(name).bounds
    return canvasPoint(left + 30, top + 26)
  }

  input(name: string, port: string): CanvasPoint {
    return portOf(this.node(name).inputs, port)!.at
  }

  output(name: string, port = 'output'): CanvasPoint {
    return portOf(this.node(name).outputs, port)!.at
  }

  press(at: CanvasPoint, held: Held = {}): this {
    this.editor.press(this.pointerInput(at, held))
    return this
  }

  move(at: CanvasPoint, held: Held = {}): this {
    this.editor.move(this.pointerInput(at, held))
    return this
  }

  release(held: Held = {}): this {
    this.editor.release({ ...this.inputAt(this.pointer), ...held })
    return this
  }

  click(at: CanvasPoint, held: Held = {}): this {
    return this.press(at, held).release(held)
  }

  drag(from: CanvasPoint, to: CanvasPoint, held: Held = {}): this {
    return this.carry(from, to, held).release(held)
  }

  /** A drag whose button is still down. */
  carry(from: CanvasPoint, to: CanvasPoint, held: Held = {}): this {
    const half = canvasPoint((from.x + to.x) / 2, (from.y + to.y) / 2)
    // On the screen: while the drawing is panned, its own points move.
    const [start, ...path] = [from, half, to].map(point => this.pointerInput(point, held))
    this.editor.press(start!)
    for (const input of path) this.editor.move(input)
    return this
  }

  doubleClick(at: CanvasPoint): this {
    this.click(at).click(at)
    this.editor.doublePress(toScreen(this.editor.camera.viewport, at))
    return this
  }

  /** Runs the command that has this key, as the window does while the canvas has the focus. */
  key(key: string, held: Partial<Omit<KeyPress, 'key'>> = {}): this {
    const press = { key, isShift: false, isModified: false, isAlt: false, ...held }
    void commandOfKey(press, this.studio)?.run(this.studio)
    return this
  }

  undo(): this {
    return this.take(undo(this.history, this.document))
  }

  redo(): this {
    return this.take(redo(this.history, this.document))
  }

  expectSelected(...names: readonly string[]): this {
    expect(this.selection).toEqual([...names].sort())
    return this
  }

  private take(step: Step | undefined): this {
    if (step === undefined) return this
    this.document = step.document
    this.history = step.history
    this.editor.refresh()
    return this
  }

  private pointerInput(at: CanvasPoint, held: Held): PointerInput {
    this.pointer = toScreen(this.editor.camera.viewport, at)
    return { ...this.inputAt(this.pointer), ...held }
  }

  private inputAt(at: ScreenPoint): PointerInput {
    return { at, button: 'main', isShift: false, isModified: false, isAlt: false }
  }

  private makeModel(): EditorModel {
    const documentOf = (): Document => this.document
    const positionOf = (): GraphPosition => this.position
    const shownOf = (): GraphPosition => positionAt(this.document, this.path)
    const unfoldedOf = (): Unfolded => this.unfolded
    const selectionOf = (): Selection => this.selected
    const rememberedNetwork = rememberByRecord<Network>()
    return {
      get document() {
        return documentOf()
      },
      get network() {
        const document = documentOf()
        return rememberedNetwork(document, [], () => inferNetwork(document))
      },
      get graph() {
        return positionOf().graph
      },
      get path() {
        return positionOf().path
      },
      get shown() {
        return shownOf()
      },
      get unfolded() {
        return unfoldedOf()
      },
      get selection() {
        return selectionOf()
      },
      edit: (label, change, policy) => {
        const before = this.document
        const edited = edit(before, label, change, layerOf)
        this.document = edited.document
        const isOpen = this.history.gesture !== undefined
        this.history = remember(this.history, edited.change, policy ?? (isOpen ? 'merge' : 'record'), {
          before,
          after: edited.document
        })
        this.editor.refresh()
      },
      beginGesture: label => {
        this.history = beginGesture(this.history, label)
      },
      commitGesture: () => {
        this.history = commitGesture(this.history)
      },
      cancelGesture: () => void this.take(cancelGesture(this.history, this.document)),
      select: selection => {
        this.selected = { ...selection, path: selection.path ?? this.position.path }
      },
      unfold: blocks => {
        this.unfolded = blocks
        this.editor.refresh()
      },
      enter: node => {
        this.path = [...this.position.path, node]
        this.selected = emptySelection
        this.editor.refresh()
      },
      leave: () => {
        const instance = this.path.at(-1)
        if (instance === undefined) return false
        this.path = this.path.slice(0, -1)
        this.selected = selectNodes([nodeOfStep(instance)])
        this.editor.refresh()
        return true
      }
    }
  }
}

/** Data, two convolutions, flatten, dense, a loss: small, with a label's edge past all of it. */
export function smallNetwork(graph: GraphBuilder): void {
  const data = graph.layer('data', { size: [16, 16] })
  const first = graph.layer('conv2d', { filters: 4 }, data.output('image'), { name: 'first' })
  const second = graph.layer('conv2d', { filters: 8 }, first, { name: 'second' })
  const flat = graph.layer('flatten', {}, second)
  const dense = graph.layer('dense', { units: 10 }, flat)
  graph.layer('softmaxCrossEntropy', {}, { prediction: dense, target: data.output('label') }, { name: 'loss' })
}
