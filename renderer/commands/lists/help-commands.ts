import { always, menuCommand, type Command } from '../command.ts'

export const helpCommands: readonly Command[] = [
  menuCommand('help.tour', {
    isEnabled: ({ project }) => project.isOpen,
    run: ({ view }) => {
      view.isTouring = true
    }
  }),
  menuCommand('help.shortcuts', {
    otherShortcuts: ['?'],
    isEnabled: always,
    run: ({ view }) => {
      view.dialog = 'shortcuts'
    }
  }),
  menuCommand('help.about', {
    isEnabled: always,
    run: ({ view }) => {
      view.dialog = 'about'
    }
  })
]
