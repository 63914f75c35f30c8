import { menuCommand, type Command } from '../command.ts'

export const trainCommands: readonly Command[] = [
  menuCommand('train.start', {
    isEnabled: ({ project, runs }) => project.isOpen && project.canEdit && runs.active === undefined,
    run: async ({ runs, view }) => {
      view.show('train')
      await runs.start()
    }
  }),
  menuCommand('train.stop', {
    isEnabled: ({ runs }) => runs.active !== undefined && !runs.active.isStopping,
    run: ({ runs }) => runs.stop()
  })
]
