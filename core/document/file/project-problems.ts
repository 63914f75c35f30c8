import { defineProblem } from '../../problem.ts'
import { faultSentence, type SchemaFault } from '../../schema-fault.ts'

const otherwise = 'Take the copy that was saved before, or mend the file by hand.'

export const notJson = defineProblem<{ readonly reason: string }>('project/not-json', 'error', ({ reason }) => ({
  message: `The project file can not be read: ${reason}`,
  fix: otherwise
}))

export const notProject = defineProblem('project/not-a-project', 'error', () => ({
  message: 'This is no project file: it has no format version.',
  fix: 'Choose a folder that Receptive has saved.'
}))

export const missingField = defineProblem<SchemaFault>('project/missing-field', 'error', fault => ({
  message: faultSentence(fault),
  fix: otherwise
}))

export const wrongValue = defineProblem<SchemaFault>('project/wrong-value', 'error', fault => ({
  message: faultSentence(fault),
  fix: otherwise
}))

export const unknownField = defineProblem<{ readonly field: string }>(
  'project/unknown-field',
  'warning',
  ({ field }) => ({
    message: `The field "${field}" has no meaning here and is lost when the project is saved.`,
    fix: 'Correct its name, or ignore this.'
  })
)

interface Versions {
  readonly version: number
  readonly known: number
}

export const newerVersion = defineProblem<Versions>('project/newer-version', 'warning', ({ version, known }) => ({
  message: `A newer Receptive made this project (format ${version}; this one knows ${known}), so it opens without saving.`,
  fix: 'Update Receptive, or save under another name what you see here.'
}))

export const newerLayer = defineProblem<{ readonly type: string }>('project/newer-layer', 'warning', ({ type }) => ({
  message: `A newer Receptive wrote the layers of the type "${type}", so the project opens without saving.`,
  fix: 'Update Receptive, or save under another name what you see here.'
}))

export const tooNew = defineProblem<Versions>('project/too-new', 'error', ({ version, known }) => ({
  message: `A newer Receptive made this project (format ${version}; this one knows ${known}) and uses what is unknown here.`,
  fix: 'Update Receptive.'
}))

export const journalStopped = defineProblem<{ readonly line: number; readonly kept: number }>(
  'project/journal-stopped',
  'warning',
  ({ line, kept }) => ({
    message: `Line ${line} of the edit journal does not fit; the ${kept} edits before it are here.`,
    fix: 'Look whether the last edits are missing before you save.'
  })
)
