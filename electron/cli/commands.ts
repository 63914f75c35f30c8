import type { Command } from './command.ts'
import { check } from './commands/check.ts'
import { doctor } from './commands/doctor.ts'
import { evaluate } from './commands/evaluate.ts'
import { explain } from './commands/explain.ts'
import { exportModel } from './commands/export.ts'
import { importDataset } from './commands/import.ts'
import { inspect } from './commands/inspect.ts'
import { models } from './commands/models.ts'
import { newProject } from './commands/new.ts'
import { openFile } from './commands/open.ts'
import { predict } from './commands/predict.ts'
import { runs } from './commands/runs.ts'
import { train } from './commands/train.ts'
import { zoo } from './commands/zoo.ts'

/** In the order of the work, which is the order of the help. */
export const commands: readonly Command[] = [
  doctor,
  zoo,
  newProject,
  openFile,
  inspect,
  check,
  importDataset,
  train,
  runs,
  models,
  evaluate,
  predict,
  explain,
  exportModel
]
