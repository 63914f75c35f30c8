import { networkSummary } from '../../../core/network/summary.ts'
import { message } from '../../messages/message.ts'
import { menuCommand, onCanvas, type Command } from '../command.ts'

/** What takes the drawing into papers, slides and notes. */
export const figureCommands: readonly Command[] = [
  menuCommand(
    'file.exportFigure',
    onCanvas((_, { lensChoice }) => {
      lensChoice.isExportingFigure = true
    })
  ),
  {
    id: 'file.copyMarkdown',
    label: message('command/copyMarkdown'),
    isEnabled: ({ project }) => project.isOpen,
    run: async ({ facts, project, toasts }) => {
      await navigator.clipboard.writeText(networkSummary(project.document.name, facts.network, 'markdown'))
      toasts.show({ tone: 'good', text: message('figure/copied') })
    }
  }
]
