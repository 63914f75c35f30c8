import { menuCommand, type Command } from '../command.ts'

export const trainCommands: readonly Command[] = [
  menuCommand('train.start', {
    isEnabled: ({ entries, project, runs }) =>
      project.isOpen && project.canEdit && runs.active === undefined && entries.problems.length === 0,
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
