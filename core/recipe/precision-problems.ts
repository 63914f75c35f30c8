import { defineProblem, type Problem } from '../problem.ts'
import type { Processor } from '../machine/processor.ts'
import type { Recipe } from './recipe.ts'

export const noBfloat16 = defineProblem<{ readonly processor: string }>(
  'train/no-bfloat16',
  'error',
  ({ processor }) => ({
    message: `The recipe asks for mixed bfloat16, which ${processor} computes no faster than float32: it has neither AMX nor AVX-512 for it.`,
    fix: 'Set the precision of the recipe to float32.'
  })
)

/** What of a recipe this processor refuses. */
export function precisionProblems({ precision }: Recipe, { name, bfloat16 }: Processor): readonly Problem[] {
  if (precision !== 'mixedBfloat16' || bfloat16 !== undefined) return []
  return [noBfloat16({ path: 'recipe' }, { processor: name })]
}
