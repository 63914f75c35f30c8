import { tick } from 'svelte'
import type { NoteId } from '../../../../core/document/records.ts'
import type { NodeId } from '../../../../core/graph/drawing.ts'
import type { Location } from '../../../../core/problem.ts'
import { isSeen, nodeOfStep } from '../../../canvas/graph-position.ts'
import { stepsOnPath } from '../../../canvas/scene/problem-path.ts'
import type { Studio } from '../../../state/studio.svelte.ts'
import { editorOf } from '../editor-of.ts'

/**
 * Selects the node that a problem is on, by the instances that its path names. Where those are not unfolded on the
 * canvas, the graph with the node is opened.
 */
export function showNode(studio: Studio, { node, path }: Location): void {
  if (node === undefined) return
  const steps = stepsOnPath(studio.project.document, path)
  if (nodeOfStep(steps.at(-1) ?? '') === node) selectAt(studio, steps.slice(0, -1), node)
  else studio.selection.reveal(node)
}

function selectAt(studio: Studio, instances: readonly NodeId[], node: NodeId): void {
  openAt(studio, instances)
  studio.selection.select([node], [], [], instances)
}

function openAt({ selection, unfolding }: Studio, instances: readonly NodeId[]): void {
  if (!isSeen(instances, selection.shown.path, unfolding.blocks)) selection.open(instances)
}

/** Below this, names of layers are not drawn. */
const readableScale = 0.5

/** From anywhere in the window: selects a node where these instances lead, and pans or zooms so that it is read. */
export async function showLayer(studio: Studio, instances: readonly NodeId[], node: NodeId): Promise<void> {
  studio.view.show('design')
  selectAt(studio, instances, node)
  await showSelected(studio, node)
}

/** The same with a note or a frame. */
export async function showNote(studio: Studio, instances: readonly NodeId[], note: NoteId): Promise<void> {
  studio.view.show('design')
  openAt(studio, instances)
  studio.selection.select([], [], [note], instances)
  await showSelected(studio, note)
}

async function showSelected(studio: Studio, part: NodeId | NoteId): Promise<void> {
  await tick()
  const editor = editorOf(studio)
  editor.refresh()
  if (editor.camera.viewport.scale < readableScale) editor.camera.zoomToSelection()
  else editor.camera.reveal([part])
}
