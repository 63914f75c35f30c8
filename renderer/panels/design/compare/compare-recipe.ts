import { isEqual } from '../../../../core/document/equal.ts'
import { completeSetting, kindOf } from '../../../../core/kinds.ts'
import { labelOf, type Kind } from '../../../../core/parameters.ts'
import { optimizers } from '../../../../core/program/optimizers/catalogue.ts'
import type { Recipe, Update } from '../../../../core/recipe/recipe.ts'
import { schedules } from '../../../../core/recipe/schedules.ts'
import { message } from '../../../messages/message.ts'

type Values = ReadonlyMap<string, string>

/** What of two recipes differs, each difference as a sentence without its end: `Batch size: 32 → 64`. */
export function recipeTexts(before: Recipe, after: Recipe): readonly string[] {
  if (isEqual(before, after)) return []
  const [one, other] = [valuesOf(before), valuesOf(after)]
  const none = message('compare/none')
  return [...new Set([...one.keys(), ...other.keys()])].flatMap(name => {
    const [from, to] = [one.get(name) ?? none, other.get(name) ?? none]
    return from === to ? [] : [message('compare/change', { name, before: from, after: to })]
  })
}

function valuesOf({ epochs, batchSize, seed, precision, updates }: Recipe): Values {
  return new Map([
    [message('train/epochs'), String(epochs)],
    [message('train/batchSize'), String(batchSize)],
    [message('train/seed'), String(seed)],
    [message('train/precision'), message(`train/${precision ?? 'float32'}`)],
    ...updates.flatMap(update => updateValues(update, updates.length > 1 ? `${update.name}: ` : ''))
  ])
}

function updateValues({ optimizer, schedule = { kind: 'constant' } }: Update, prefix: string) {
  return [
    ...settingValues(optimizers, optimizer, prefix + message('train/optimizer')),
    ...settingValues(schedules, schedule, prefix + message('train/schedule'))
  ]
}

/** The kind, and what is set of it: `Optimizer`, `Optimizer, learning rate`. */
function settingValues(
  kinds: readonly Kind[],
  setting: { readonly kind: string },
  name: string
): readonly (readonly [string, string])[] {
  const kind = kindOf(kinds, setting.kind)
  const values = completeSetting(kind, setting)
  const rows = Object.entries(kind.parameters).map(([key, parameter]) => {
    return [`${name}, ${labelOf(key, parameter).toLowerCase()}`, JSON.stringify(values[key])] as const
  })
  return [[name, kind.label], ...rows]
}
