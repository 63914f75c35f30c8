import { message } from '../../messages/message.ts'
import type { Studio } from '../../state/studio.svelte.ts'
import { editorOf } from '../design/editor-of.ts'
import { paletteGroups } from '../design/palette/palette-items.ts'
import { showLayer, showNote } from '../design/problems/show-node.ts'
import type { FinderSection } from './finder-item.ts'
import { plain } from './fuzzy.ts'
import { layerIndex, layerText } from './layer-index.ts'
import { noteIndex } from './note-index.ts'

/** Every layer at every level of the drawing; choosing one opens the graph that holds it and selects it there. */
export function layerSection(studio: Studio, most: number): FinderSection {
  const { project, facts } = studio
  const items = layerIndex(project.document, facts.network).map(({ node, path, where, text, found }) => ({
    id: [...path, node.id].join('/'),
    text: layerText(node.name, text.title),
    note: [text.subtitle, where].filter(Boolean).join(' · '),
    family: text.family,
    found,
    run() {
      studio.view.ask('canvas')
      return showLayer(studio, path, node.id)
    }
  }))
  return { id: 'layers', label: message('finder/sectionLayers'), items, most }
}

/** All notes and frames that have words; choosing one opens the graph that holds it and selects it there. */
export function noteSection(studio: Studio, most: number): FinderSection {
  const written = noteIndex(studio.project.document).filter(({ note }) => note.text !== '')
  const items = written.map(({ note, path, where }) => ({
    id: `note ${note.id}`,
    text: note.text.replace(/\s+/g, ' '),
    note: [message(`note/${note.kind}`), where].filter(Boolean).join(' · '),
    found: [note.text, `${message(`note/${note.kind}`)} ${where}`].map(plain),
    run() {
      studio.view.ask('canvas')
      return showNote(studio, path, note.id)
    }
  }))
  return { id: 'notes', label: message('finder/sectionNotes'), items, most }
}

/** What the palette offers, to be added after the selection. */
export function addSection(studio: Studio): FinderSection {
  const { project, selection, view } = studio
  const items = paletteGroups(project.document, selection.graph).flatMap(group =>
    group.items.map(item => ({
      id: `add ${item.id}`,
      text: item.label,
      note: group.label,
      family: item.family,
      found: [item.label, `${item.id} ${group.label}`].map(plain),
      run() {
        view.ask('canvas')
        editorOf(studio).add(item)
      }
    }))
  )
  return { id: 'add', label: message('finder/sectionAdd'), items, most: 6 }
}

export function projectSection(studio: Studio): FinderSection {
  const items = studio.recent
    .filter(({ folder }) => !studio.project.isOpen || folder !== studio.project.folder)
    .map(({ folder, name }) => ({
      id: `project ${folder}`,
      text: name,
      note: folder,
      found: [name, folder].map(plain),
      run: () => studio.open(() => studio.host.openProject({ folder }))
    }))
  return { id: 'projects', label: message('finder/sectionProjects'), items, most: 5 }
}
