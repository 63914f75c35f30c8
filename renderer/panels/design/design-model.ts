import type { EditorModel } from '../../canvas/editor-model.ts'
import { nodeOfStep } from '../../canvas/graph-position.ts'
import type { Studio } from '../../state/studio.svelte.ts'

/** The window's state as the canvas sees it. */
export function makeDesignModel({ project, facts, selection, unfolding }: Studio): EditorModel {
  return {
    get document() {
      return project.document
    },
    get network() {
      return facts.network
    },
    get graph() {
      return selection.graph
    },
    get path() {
      return selection.path
    },
    get shown() {
      return selection.shown
    },
    get unfolded() {
      return unfolding.blocks
    },
    get selection() {
      // As it is now: a gesture keeps it to come back to.
      const { nodes, edges, notes, path, focus } = selection
      return { nodes, edges, notes, path, focus }
    },
    edit(label, change, policy) {
      project.edit(label, change, policy)
    },
    beginGesture: label => project.beginGesture(label),
    commitGesture: () => project.commitGesture(),
    cancelGesture: () => project.cancelGesture(),
    select({ nodes, edges, notes, path, focus }) {
      selection.select(nodes, edges, notes, path, focus)
    },
    unfold(blocks) {
      unfolding.set(blocks)
    },
    enter(node) {
      selection.open([...selection.path, node])
    },
    leave() {
      const { path } = selection.shown
      const step = path.at(-1)
      if (step === undefined) return false
      selection.open(path.slice(0, -1))
      selection.select([nodeOfStep(step)])
      return true
    }
  }
}
