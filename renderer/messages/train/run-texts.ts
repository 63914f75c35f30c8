import { completeSetting, kindOf } from '../../../core/kinds.ts'
import { optimizers } from '../../../core/program/optimizers/catalogue.ts'
import type { Recipe } from '../../../core/recipe/recipe.ts'
import { message } from '../message.ts'
import { rateText } from '../number-texts.ts'

/** A recipe in a line, but for its epochs: `Adam 0.001 · batch 32`. */
export function recipeText({ updates, batchSize }: Recipe): string {
  const [first, ...others] = updates
  if (first === undefined || others.length > 0) {
    const optimizer = message('runs/recipeUpdates', { count: updates.length })
    return message('runs/recipe', { optimizer, batch: batchSize })
  }
  const kind = kindOf(optimizers, first.optimizer.kind)
  const rate = Number(completeSetting(kind, first.optimizer)['learningRate'])
  return message('runs/recipe', { optimizer: `${kind.label} ${rateText(rate)}`, batch: batchSize })
}
