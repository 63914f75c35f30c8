import type { MenuItemConstructorOptions } from 'electron'
import { menuCommands, menus, type MenuCommandId } from '../../core/host/menu.ts'
import { paths } from '../paths.ts'

const isMac = process.platform === 'darwin'

const keys: Readonly<Record<string, string>> = { $mod: 'CmdOrCtrl', Enter: 'Return', '=': 'Plus' }

/** `$mod+Shift+z` as Electron writes it, `CmdOrCtrl+Shift+Z`. */
export function acceleratorOf(shortcut: string): string {
  return shortcut
    .split('+')
    .map(key => keys[key] ?? (key.length === 1 ? key.toUpperCase() : key))
    .join('+')
}

/** The native menus, made from the window's commands; choosing one sends its id to the window. */
export function menuTemplate(send: (id: MenuCommandId) => void): MenuItemConstructorOptions[] {
  const item = (id: MenuCommandId | 'separator'): MenuItemConstructorOptions => {
    if (id === 'separator') return { type: 'separator' }
    const command = menuCommands[id]
    const shortcut = 'shortcut' in command ? command.shortcut : undefined
    return {
      id,
      label: command.label,
      ...(shortcut === undefined ? {} : { accelerator: acceleratorOf(shortcut) }),
      // The window hears the keys itself and knows when a text field wants them; the menu only shows them.
      registerAccelerator: false,
      click: () => send(id)
    }
  }
  const added: Readonly<Record<string, readonly MenuItemConstructorOptions[]>> = {
    File: isMac ? [] : [{ type: 'separator' }, { role: 'quit' }],
    Edit: [{ type: 'separator' }, { role: 'cut' }, { role: 'copy' }, { role: 'paste' }],
    View: [
      { type: 'separator' },
      {
        label: 'Size of the window’s texts',
        submenu: [
          { role: 'zoomIn', label: 'Larger', accelerator: 'CmdOrCtrl+Alt+Plus' },
          { role: 'zoomOut', label: 'Smaller', accelerator: 'CmdOrCtrl+Alt+-' },
          { role: 'resetZoom', label: 'As usual', accelerator: 'CmdOrCtrl+Alt+0' }
        ]
      },
      { role: 'togglefullscreen' },
      ...(paths.isPackaged ? [] : [{ role: 'toggleDevTools' } as const])
    ]
  }
  const template = menus.map(({ label, items }) => ({ label, submenu: [...items.map(item), ...(added[label] ?? [])] }))
  return [...(isMac ? [{ role: 'appMenu' } as const] : []), ...template]
}
