import type { Model } from '../../model/model.ts'
import type { Problem } from '../../problem.ts'
import { takes } from '../call.ts'
import { id } from '../forms.ts'
import type { Cancelable } from '../host-error.ts'

/** What came of reading a model's file. */
export type Added = { readonly model: Model } | { readonly problems: readonly Problem[] }

export const modelCalls = {
  /** The project's models from files, the newest first; what its runs have made follows from them. */
  models: takes({ project: id }).answersByJob<{
    readonly models: readonly Model[]
    readonly problems: readonly Problem[]
  }>(),
  /** Asks for a file, and puts its model into the project. */
  addModel: takes({ project: id }).answers<Cancelable<Added>>(),
  /** Until the project is closed, `restoreModel` brings it back. */
  deleteModel: takes({ project: id, model: id }).answers(),
  restoreModel: takes({ project: id, model: id }).answers()
}
