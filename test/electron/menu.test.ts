import { expect, it } from 'vitest'
import { menuCommands, menus } from '../../core/host/menu.ts'
import { acceleratorOf, menuTemplate } from '../../electron/window/menu.ts'

it('shows every command once', () => {
  const shown = menus.flatMap(menu => menu.items.filter(item => item !== 'separator'))
  expect([...shown].sort()).toEqual(Object.keys(menuCommands).sort())
})

it('gives no key to two commands', () => {
  const keys = Object.values(menuCommands).flatMap(command => ('shortcut' in command ? command.shortcut : []))
  expect(new Set(keys).size).toBe(keys.length)
})

it('sends the id of the item that is chosen', () => {
  const sent: string[] = []
  const file = menuTemplate(id => sent.push(id)).find(menu => menu.label === 'File')
  const save = (file?.submenu as { id?: string; click?: () => void }[]).find(item => item.id === 'file.save')
  save?.click?.()
  expect(sent).toEqual(['file.save'])
})

it('writes keys the way Electron reads them', () => {
  expect(['$mod+Shift+z', '$mod+Enter', '$mod+=', 'Delete'].map(acceleratorOf)).toEqual([
    'CmdOrCtrl+Shift+Z',
    'CmdOrCtrl+Return',
    'CmdOrCtrl+Plus',
    'Delete'
  ])
})

it('makes the texts of the window larger by keys that the window does not use itself', () => {
  const view = menuTemplate(() => undefined).find(menu => menu.label === 'View')
  const sizes = (view?.submenu as { submenu?: { role?: string; accelerator?: string }[] }[]).find(item => item.submenu)
  expect(sizes?.submenu?.map(({ role }) => role)).toEqual(['zoomIn', 'zoomOut', 'resetZoom'])
  const taken = Object.values(menuCommands).flatMap(command =>
    'shortcut' in command ? acceleratorOf(command.shortcut) : []
  )
  expect(sizes?.submenu?.filter(({ accelerator = '' }) => taken.includes(accelerator))).toEqual([])
})
