import { defineProblem } from '../../problem.ts'

export const noProjectFile = defineProblem<{ readonly folder: string; readonly isFolder: boolean }>(
  'project/no-project-file',
  'error',
  ({ folder, isFolder }) => ({
    message: isFolder ? `${folder} has no project.json, so it is not a project.` : `There is no folder ${folder}.`,
    fix: 'Choose a folder that Receptive has saved, or make a new project.'
  })
)

export const foreignPart = defineProblem<{ readonly found: string; readonly expected: 'file' | 'folder' }>(
  'project/foreign-part',
  'error',
  ({ found, expected }) => ({
    message: `There is ${found}; expected a ${expected} of the project's own. Nothing in a project is followed to another place.`,
    fix: `Put the ${expected} itself there, or take away what is there, and open the project again.`
  })
)

export const openElsewhere = defineProblem<{ readonly process: number }>(
  'project/open-elsewhere',
  'warning',
  ({ process }) => ({
    message: `This project is open in another window (process ${process}), which keeps its edits.`,
    fix: 'Go on in the other window, close it first, or open the project here to look at it.'
  })
)

export const previousUsed = defineProblem<{ readonly reason: string }>(
  'project/previous-used',
  'warning',
  ({ reason }) => ({
    message: `${reason} This is the save before, from project.previous.json.`,
    fix: 'Look whether the last changes are missing, and save.'
  })
)

export const fileReplaced = defineProblem('project/file-replaced', 'warning', () => ({
  message: 'Another program has changed the project file since the edits that were not saved; they follow the old one.',
  fix: 'Restore the edits and compare, or keep the file as it is now.'
}))

export const changedOnDisk = defineProblem('project/changed-on-disk', 'error', () => ({
  message: 'Another program has changed the project file since it was opened, so it is not overwritten.',
  fix: 'Choose above the drawing whether to load it or to keep what is here.'
}))

export const journalSetAside = defineProblem<{ readonly file: string }>(
  'project/journal-set-aside',
  'warning',
  ({ file }) => ({
    message: `There are unsaved edits that follow another state of the project file than this one. They are kept in ${file}.`,
    fix: 'If project.json was replaced by hand, put the old one back, rename the file to journal.jsonl and open again.'
  })
)
