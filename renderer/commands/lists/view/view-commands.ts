import { places, type PlaceName } from '../../../../core/host/places.ts'
import { message } from '../../../messages/message.ts'
import { themes, type DesignPart, type ThemeChoice } from '../../../state/view.svelte.ts'
import { always, onCanvas, menuCommand, type Command } from '../../command.ts'
import { focusPart } from '../../focus-part.ts'

const parts = [
  ['palette', '/'],
  ['outline', 'o'],
  ['inspector', 'e']
] as const satisfies readonly (readonly [DesignPart, string])[]

function partCommand([part, key]: (typeof parts)[number]): Command {
  return {
    id: `view.${part}`,
    label: message(`command/part-${part}`),
    shortcut: key,
    ...onCanvas((_, { view }) => view.ask(part))
  }
}

function themeCommand(theme: ThemeChoice): Command {
  return {
    id: `view.theme-${theme}`,
    label: message(`command/theme-${theme}`),
    isEnabled: ({ view }) => view.themeChoice !== theme,
    run: ({ view }) => {
      view.themeChoice = theme
    }
  }
}

function goCommand(place: PlaceName): Command {
  return menuCommand(`go.${place}`, {
    isEnabled: ({ project }) => project.isOpen,
    run: ({ view }) => view.show(place)
  })
}

const pans = [
  ['left', 'ArrowLeft', 1, 0],
  ['right', 'ArrowRight', -1, 0],
  ['up', 'ArrowUp', 0, 1],
  ['down', 'ArrowDown', 0, -1]
] as const
/** In screen points, of one press. */
const panStep = 96

function panCommand([direction, key, x, y]: (typeof pans)[number]): Command {
  return {
    id: `view.pan-${direction}`,
    label: message(`command/pan-${direction}`),
    shortcut: `Alt+${key}`,
    row: message('command/pan'),
    ...onCanvas(editor => editor.camera.panBy(x * panStep, y * panStep))
  }
}

export const viewCommands: readonly Command[] = [
  menuCommand('view.commands', {
    isEnabled: always,
    run: ({ view }) => {
      view.dialog = 'commands'
    }
  }),
  menuCommand('view.zoomIn', {
    otherShortcuts: ['+', '=', '$mod++'],
    ...onCanvas(editor => editor.camera.zoomBy(1.25))
  }),
  menuCommand('view.zoomOut', { otherShortcuts: ['-'], ...onCanvas(editor => editor.camera.zoomBy(0.8)) }),
  menuCommand('view.fit', { otherShortcuts: ['f'], ...onCanvas(editor => editor.camera.fit()) }),
  {
    id: 'view.zoomToSelection',
    label: message('command/zoomToSelection'),
    shortcut: 'Shift+f',
    ...onCanvas(
      editor => editor.camera.zoomToSelection(),
      ({ model }) => model.selection.nodes.size > 0
    )
  },
  {
    id: 'view.actualSize',
    label: message('command/actualSize'),
    shortcut: '0',
    ...onCanvas(editor => editor.camera.zoomTo(1))
  },
  ...pans.map(panCommand),
  ...parts.map(partCommand),
  {
    id: 'view.sidebar',
    label: message('command/sidebar'),
    shortcut: '$mod+b',
    ...onCanvas((_, { view }) => {
      view.isSidebarShown = !view.isSidebarShown
    })
  },
  {
    id: 'view.inspectorPanel',
    label: message('command/inspectorPanel'),
    shortcut: '$mod+Alt+b',
    ...onCanvas((_, { view }) => {
      view.isInspectorShown = !view.isInspectorShown
    })
  },
  {
    id: 'view.nextPart',
    label: message('command/nextPart'),
    shortcut: 'F6',
    isEnabled: always,
    run: () => focusPart(1)
  },
  {
    id: 'view.previousPart',
    label: message('command/previousPart'),
    shortcut: 'Shift+F6',
    isEnabled: always,
    run: () => focusPart(-1)
  },
  ...themes.map(themeCommand),
  ...places.map(goCommand)
]
