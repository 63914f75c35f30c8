import { placeLabels, places, type PlaceName } from './places.ts'

/** What the menus and the window's command list have in common: the words and the keys, written once. */
export interface CommandText {
  readonly label: string
  /** `$mod+Shift+z`, `f`: `$mod` is Command on macOS and Control elsewhere. */
  readonly shortcut?: string
}

function command(label: string, shortcut?: string): CommandText {
  return shortcut === undefined ? { label } : { label, shortcut }
}

const goTo = <Place extends PlaceName>(place: Place) => `go.${place}` as const

function goCommands() {
  const commands = places.map((place, index) => [goTo(place), command(placeLabels[place], `$mod+${index + 1}`)])
  return Object.fromEntries(commands) as Readonly<Record<ReturnType<typeof goTo<PlaceName>>, CommandText>>
}

/** Commands that stand in the menus. The window adds what each does and when it is enabled. */
export const menuCommands = {
  'file.new': command('New project', '$mod+n'),
  'file.open': command('Open project…', '$mod+o'),
  'file.openModel': command('Open model…'),
  'file.save': command('Save', '$mod+s'),
  'file.saveAs': command('Save as…', '$mod+Shift+s'),
  'file.exportFigure': command('Export figure…', '$mod+Shift+e'),
  'edit.undo': command('Undo', '$mod+z'),
  'edit.redo': command('Redo', '$mod+Shift+z'),
  'edit.delete': command('Delete selection', 'Delete'),
  'edit.selectAll': command('Select all', '$mod+a'),
  'edit.find': command('Find a layer…', '$mod+f'),
  'view.commands': command('All commands…', '$mod+k'),
  'view.zoomIn': command('Zoom in', '$mod+='),
  'view.zoomOut': command('Zoom out', '$mod+-'),
  'view.fit': command('Fit the drawing', '$mod+0'),
  ...goCommands(),
  'train.start': command('Start training', '$mod+Enter'),
  'train.stop': command('Stop training', '$mod+.'),
  'help.tour': command('Show the tour'),
  'help.shortcuts': command('Keyboard shortcuts', '$mod+/'),
  'help.about': command('About Receptive')
} as const satisfies Readonly<Record<string, CommandText>>

export type MenuCommandId = keyof typeof menuCommands

export interface Menu {
  readonly label: string
  readonly items: readonly (MenuCommandId | 'separator')[]
}

/** The menus in their order. What every program has (quit, copy, full screen) is added by the shell. */
export const menus: readonly Menu[] = [
  {
    label: 'File',
    items: [
      'file.new',
      'file.open',
      'file.openModel',
      'separator',
      'file.save',
      'file.saveAs',
      'separator',
      'file.exportFigure'
    ]
  },
  {
    label: 'Edit',
    items: ['edit.undo', 'edit.redo', 'separator', 'edit.delete', 'edit.selectAll', 'separator', 'edit.find']
  },
  { label: 'View', items: ['view.commands', 'separator', 'view.zoomIn', 'view.zoomOut', 'view.fit'] },
  { label: 'Go', items: places.map(goTo) },
  { label: 'Training', items: ['train.start', 'train.stop'] },
  { label: 'Help', items: ['help.tour', 'help.shortcuts', 'separator', 'help.about'] }
]
