import type { Document } from '../../core/document/records.ts'
import type { NodeId } from '../../core/graph/drawing.ts'
import { graphOf } from '../../core/graph/graph.ts'
import type { EditorModel } from './editor-model.ts'
import {
  instanceAt,
  isOpenAt,
  isSeen,
  isWithin,
  nodeOfStep,
  pathKey,
  positionAt,
  type GraphPosition,
  type RepeatsShown,
  type Unfolded
} from './graph-position.ts'
import { repeatsOf, shownRepeats } from './scene/levels/instance-scope.ts'
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
  return blocks.length === 0 && path.length > shown.path.length ? [instanceAt(path)] : blocks
}

/** All blocks of a graph, and those inside them, each as a path of instances; in each repeat that is shown. */
export function blocksInside(document: Document, { graph, path }: GraphPosition, unfolded: Unfolded): readonly Path[] {
  return [...graphOf(document, graph).nodes.values()].flatMap(({ id }) => {
    const block = [...path, id]
    // A definition that stands inside itself is a problem of the drawing, and has no end.
    const isEndless = path.some(around => document.nodes[nodeOfStep(around)]?.block === document.nodes[id]?.block)
    if (isEndless || !isBlock(document, block)) return []
    const insides = shownRepeats(document, unfolded, block).map(({ step }) => positionAt(document, [...path, step]))
    return [block, ...insides.flatMap(inside => blocksInside(document, inside, unfolded))]
  })
}

function isBlock(document: Document, path: Path): boolean {
  const block = document.nodes[path.at(-1) ?? '']?.block
  return block !== undefined && document.blocks[block] !== undefined
}

/**
 * The blocks with repeats that are meant: the selected ones, or the innermost one around the selection; all unfolded
 * ones of the shown graph where nothing is selected.
 */
export function repeatedBlocks(model: EditorModel): readonly Path[] {
  const { document, path, shown, selection } = model
  const isRepeated = (block: Path): boolean => repeatsOf(document, block).length > 1
  const selected = selectedBlocks(model).filter(isRepeated)
  if (selected.length > 0) return selected
  const around = path.slice(shown.path.length).map((_, depth) => path.slice(0, shown.path.length + depth + 1))
  const inner = around.map(instanceAt).reverse().find(isRepeated)
  if (inner !== undefined) return [inner]
  return selection.nodes.size > 0 ? [] : unfoldedInside(model).filter(isRepeated)
}

/** Shows so many repeats of blocks, and unfolds them for that. What is inside the first is as unfolded in the others. */
export function showRepeats(model: EditorModel, blocks: readonly Path[], repeats: RepeatsShown): void {
  const next = new Map(model.unfolded)
  for (const block of blocks) {
    next.set(pathKey(block), repeats)
    if (repeats === 'first') continue
    const inFirst = [...next].filter(([key]) => key.startsWith(`${pathKey(block)}/`))
    for (const { step } of repeatsOf(model.document, block).slice(1)) {
      const repeat = pathKey([...block.slice(0, -1), step])
      for (const [key, shown] of inFirst) {
        const there = repeat + key.slice(pathKey(block).length)
        if (!next.has(there)) next.set(there, shown)
      }
    }
  }
  setUnfolded(model, next)
}

/** Blocks inside a folded one keep whether they are unfolded. */
export function fold(model: EditorModel, blocks: readonly Path[]): void {
  const folded = new Set(blocks.map(pathKey))
  setUnfolded(model, new Map([...model.unfolded].filter(([key]) => !folded.has(key))))
}

export function unfold(model: EditorModel, blocks: readonly Path[]): void {
  const keys = blocks.map(pathKey).filter(key => !model.unfolded.has(key))
  setUnfolded(model, new Map([...model.unfolded, ...keys.map(key => [key, 'first'] as const)]))
}

/** What was selected inside a block that is folded gives way to the block; in a repeat, to the same in the first. */
function setUnfolded(model: EditorModel, unfolded: Unfolded): void {
  const { path, shown, selection } = model
  model.unfold(unfolded)
  if (isSeen(path, shown.path, unfolded)) return
  const first = path.map((step, depth) => (isOpenAt(path, depth, unfolded) ? step : nodeOfStep(step)))
  const closed = first.findIndex((_, depth) => depth >= shown.path.length && !isOpenAt(first, depth, unfolded))
  const block = first[closed]
  if (block === undefined) model.select({ ...selection, path: first })
  else model.select(selectNodes([block], first.slice(0, closed)))
}

export function isUnfoldable(model: EditorModel): boolean {
  return selectedBlocks(model).some(block => !model.unfolded.has(pathKey(block)))
}

/** The unfolded blocks of the shown graph that are seen or would be, were those around them unfolded. */
export function unfoldedInside({ shown, unfolded }: EditorModel): readonly Path[] {
  return [...unfolded.keys()]
    .map(key => key.split('/'))
    .filter(path => path.length > shown.path.length && isWithin(path, shown.path))
}
