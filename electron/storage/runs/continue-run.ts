import { recipeBounds } from '../../../core/recipe/recipe.ts'
import { HostFault } from '../../fault.ts'
import { writeAtomic } from '../atomic-write.ts'
import { runFiles } from '../folders.ts'
import { refuseUnwritable } from '../newer-version.ts'
import { ownerOf } from '../owner.ts'
import { changeRun, readRun, refuseTrainedElsewhere } from './runs.ts'

/**
 * Lets a run that has ended go on from its last weights: to the end of its recipe, or to another number of epochs in all,
 * which the recipe then has. Throws HostFault where it has trained for as many already.
 */
export async function continueRun(project: string, run: string, epochs?: number): Promise<string> {
  await refuseUnwritable(project)
  const { id, state, document, epochs: trained, earlyStop } = await readRun(project, run)
  await refuseTrainedElsewhere(project, id)
  const { recipe } = document
  const last = epochs ?? recipe.epochs
  const isThrough = state === 'done' && (earlyStop === undefined || epochs !== undefined)
  const isPossible = last > trained.length && last <= recipeBounds.epochs.max
  if ((isThrough || epochs !== undefined) && !isPossible) {
    throw new HostFault({
      code: 'run/done',
      message: `The run ${id} has trained for ${trained.length} epochs already.`,
      fix: `Let it go on to more than ${trained.length} epochs, and at most ${recipeBounds.epochs.max}.`
    })
  }
  const longer = last === recipe.epochs ? {} : { document: { ...document, recipe: { ...recipe, epochs: last } } }
  await writeAtomic(runFiles(project, id).owner, JSON.stringify(await ownerOf()))
  await changeRun(project, id, { state: 'queued', ...longer })
  return id
}
