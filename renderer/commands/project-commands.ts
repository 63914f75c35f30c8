import { message } from '../messages/message.ts'
import { always, menuCommand, type Command } from './command.ts'

export const projectCommands: readonly Command[] = [
  menuCommand('file.new', {
    isEnabled: always,
    run: ({ view }) => {
      view.isChoosingTemplate = true
    }
  }),
  menuCommand('file.open', {
    isEnabled: always,
    run: studio => studio.open(() => studio.host.chooseProject())
  }),
  menuCommand('file.save', {
    isEnabled: ({ project }) => project.isOpen,
    run: async ({ attempt, project, toasts }) => {
      const isSaved = await attempt(message('project/save'), async () => {
        await project.save()
        return true
      })
      if (isSaved) toasts.show({ tone: 'good', text: message('project/saved') })
    }
  }),
  menuCommand('file.saveAs', {
    isEnabled: ({ project }) => project.isOpen,
    run: async ({ attempt, project, toasts }) => {
      const isSaved = await attempt(message('project/save'), () => project.saveAs())
      if (isSaved) toasts.show({ tone: 'good', text: message('project/savedIn', { folder: project.folder }) })
    }
  })
]
