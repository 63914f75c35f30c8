import type { Document } from '../../core/document/records.ts'
import type { NodeId } from '../../core/graph/drawing.ts'
import { graphOf } from '../../core/graph/graph.ts'
import type { EditorModel } from './editor-model.ts'
import { isSeen, isWithin, pathKey, placeAt, type GraphPlace } from './graph-place.ts'
import { selectNodes } from './selection.ts'

type Path = readonly NodeId[]

/** The selected blocks as paths of instances. */
export function selectedBlocks({ document, path, selection }: EditorModel): readonly Path[] {
  return [...selection.nodes].map(node => [...path, node]).filter(block => isBlock(document, block))
}

/** What folding means for the selection: its unfolded blocks, or else the block that it is inside of. */
export function foldedBySelection(model: EditorModel): readonly Path[] {
  const { path, shown, unfolded } = model
  const blocks = selectedBlocks(model).filter(block => unfolded.has(pathKey(block)))
  return blocks.length === 0 && path.length > shown.path.length ? [path] : blocks
}

/** All blocks of a graph, and those inside them, each as a path of instances. */
export function blocksInside(document: Document, { graph, path }: GraphPlace): readonly Path[] {
  return [...graphOf(document, graph).nodes.values()].flatMap(({ id }) => {
    const block = [...path, id]
    // A definition that stands inside itself is a problem of the drawing, and has no end.
    const isEndless = path.some(around => document.nodes[around]?.block === document.nodes[id]?.block)
    if (isEndless || !isBlock(document, block)) return []
    return [block, ...blocksInside(document, placeAt(document, block))]
  })
}

function isBlock(document: Document, path: Path): boolean {
  const block = document.nodes[path.at(-1) ?? '']?.block
  return block !== undefined && document.blocks[block] !== undefined
}

/** Blocks inside a folded one keep whether they are unfolded. */
export function fold(model: EditorModel, blocks: readonly Path[]): void {
  const folded = new Set(blocks.map(pathKey))
  setUnfolded(model, new Set([...model.unfolded].filter(key => !folded.has(key))))
}

export function unfold(model: EditorModel, blocks: readonly Path[]): void {
  setUnfolded(model, new Set([...model.unfolded, ...blocks.map(pathKey)]))
}

/** What was selected inside a block that is folded gives way to the block. */
function setUnfolded(model: EditorModel, unfolded: ReadonlySet<string>): void {
  const { path, shown } = model
  model.unfold(unfolded)
  if (isSeen(path, shown.path, unfolded)) return
  const depth = path.findIndex(
    (_, index) => index >= shown.path.length && !unfolded.has(pathKey(path.slice(0, index + 1)))
  )
  const block = path[depth]
  if (block !== undefined) model.select(selectNodes([block], path.slice(0, depth)))
}

export function isUnfoldable(model: EditorModel): boolean {
  return selectedBlocks(model).some(block => !model.unfolded.has(pathKey(block)))
}

/** The unfolded blocks of the shown graph that are seen or would be, were those around them unfolded. */
export function unfoldedInside({ shown, unfolded }: EditorModel): readonly Path[] {
  return [...unfolded]
    .map(key => key.split('/'))
    .filter(path => path.length > shown.path.length && isWithin(path, shown.path))
}
