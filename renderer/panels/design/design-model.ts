import type { EditorModel } from '../../canvas/editor-model.ts'
import type { Studio } from '../../state/studio.svelte.ts'

/** The window's state as the canvas sees it. */
export function makeDesignModel({ project, facts, selection }: Studio): EditorModel {
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
    get selection() {
      return selection
    },
    edit(label, change, policy) {
      project.edit(label, change, policy)
    },
    select({ nodes, edges, notes }) {
      selection.select(nodes, edges, notes)
    },
    enter(node) {
      selection.open([...selection.path, node])
    },
    leave() {
      const instance = selection.path.at(-1)
      if (instance === undefined) return false
      selection.open(selection.path.slice(0, -1))
      selection.select([instance])
      return true
    }
  }
}
