import { defineProblem } from '../problem.ts'
import type { LayerCheck } from './define-layer.ts'

interface Groups {
  readonly groups: number
  readonly channels: number
  /** Filters are dealt to the groups too. */
  readonly filters?: number
}

/** Reports groups that the channels, or the filters, cannot be dealt to evenly. */
export function checkGroups(values: Groups, check: LayerCheck): void {
  const { groups, channels, filters = 0 } = values
  if (channels % groups !== 0 || filters % groups !== 0) check.report(groupsUneven, values, { parameter: 'groups' })
}

/** The largest number of groups up to the one asked for that fits. */
function fittingGroups({ groups, channels, filters = 0 }: Groups): number {
  let fitting = Math.min(groups, channels)
  while (channels % fitting !== 0 || filters % fitting !== 0) fitting -= 1
  return fitting
}

export const groupsUneven = defineProblem<Groups>('groups/uneven', 'error', values => {
  const { groups, channels, filters } = values
  const fitting = fittingGroups(values)
  const uneven = channels % groups === 0 ? `${filters} filters` : `${channels} channels`
  return {
    message: `${uneven} cannot be dealt to ${groups} groups evenly.`,
    fix: `Set the groups to a number that divides the ${filters === undefined ? 'channels' : 'channels and the filters'}, such as ${fitting}.`,
    repair: { label: fitting === 1 ? '1 group' : `${fitting} groups`, parameters: { groups: fitting } }
  }
})
