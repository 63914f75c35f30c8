import type { Editor } from '../../canvas/editor.ts'
import { nextEdge, walkToEdge } from '../../canvas/walk/walk-edges.ts'
import { message } from '../../messages/message.ts'
import type { Studio } from '../../state/studio.svelte.ts'
import { onCanvas, type Command } from '../command.ts'

/** From a node to its edges, by keys: from there Enter puts a layer in, Delete cuts, and arrows go on to the ends. */
export const edgeCommands: readonly Command[] = [edgeCommand('next', 'w', 1), edgeCommand('previous', 'Shift+w', -1)]

function edgeCommand(name: 'next' | 'previous', shortcut: string, by: 1 | -1): Command {
  return {
    id: `walk.${name}Edge`,
    label: message(`command/${name}Edge`),
    shortcut,
    ...onCanvas(
      (editor, studio) => walk(editor, studio, by),
      editor => nextEdge(editor, by) !== undefined
    )
  }
}

function walk(editor: Editor, { view }: Studio, by: 1 | -1): void {
  const next = nextEdge(editor, by)
  if (next === undefined) return
  const { edge, node, position, count } = next
  walkToEdge(editor, edge, node)
  const { document } = editor.model
  const nameOf = (key: string): string => document.nodes[editor.scene.nodes.get(key)?.id ?? '']?.name ?? ''
  const ends = { from: nameOf(edge.from), to: nameOf(edge.to), position, count }
  view.announce(
    edge.shape === undefined
      ? message('announce/connection', ends)
      : message('announce/connectionOf', { ...ends, shape: edge.shape })
  )
}
