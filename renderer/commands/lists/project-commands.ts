import { lostText } from '../../messages/lost-text.ts'
import { message } from '../../messages/message.ts'
import type { Confirmation } from '../../state/questions.svelte.ts'
import { always, menuCommand, type Command } from '../command.ts'

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
  menuCommand('file.openModel', {
    isEnabled: always,
    run: studio => studio.open(() => studio.host.chooseModel())
  }),
  menuCommand('file.save', {
    isEnabled: ({ project }) => project.isOpen && project.canEdit,
    run: async ({ attempt, project, toasts }) => {
      const save = async (): Promise<true> => {
        await project.save()
        return true
      }
      const isSaved = await attempt(message('project/save'), save, 'window')
      if (isSaved) toasts.show({ tone: 'good', text: message('project/saved') })
    }
  }),
  menuCommand('file.saveAs', {
    isEnabled: ({ project }) => project.isOpen && project.recovered === undefined,
    run: async ({ attempt, project, questions, toasts }) => {
      if (project.readOnly?.reason === 'newer' && !(await questions.ask(copyQuestion(project.readOnly.lost)))) return
      const isSaved = await attempt(message('project/save'), () => project.saveAs(), 'window')
      if (isSaved) toasts.show({ tone: 'good', text: message('project/savedIn', { folder: project.folder }) })
    }
  })
]

/** Says what a copy of a newer version's project lacks. */
function copyQuestion(lost: readonly string[]): Confirmation {
  const text =
    lost.length === 0 ? message('safety/copyTextAll') : message('safety/copyText', { positions: lostText(lost) })
  return { title: message('safety/copyTitle'), text, confirm: message('safety/copyConfirm') }
}
