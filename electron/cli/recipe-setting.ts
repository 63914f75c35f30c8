import { scheduleParameters } from '../../core/document/file/from-version-2.ts'
import { recipeSchema } from '../../core/document/file/document-schema.ts'
import { kindOf, type Kind } from '../../core/kinds.ts'
import { optimizers } from '../../core/program/optimizers/catalogue.ts'
import type { Recipe } from '../../core/train/recipe.ts'
import { schedules } from '../../core/train/schedules.ts'
import { UsageFault } from './command.ts'
import { valueOf } from './value-text.ts'

const prefix = 'recipe.'

type Fields = Readonly<Record<string, unknown>>

/**
 * A recipe with `recipe.NAME=VALUE` applied. `optimizer` and `schedule` choose a kind, with its defaults, and come first;
 * the names of their parameters reach those of the first update.
 */
export function setRecipe(recipe: Recipe, pairs: readonly (readonly [string, string])[]): Recipe {
  const named = pairs.map(([name, text]) => [name === 'recipe.optimiser' ? 'recipe.optimizer' : name, text] as const)
  const choosesKind = ([name]: readonly [string, string]): boolean => Object.hasOwn(kinds, name.slice(prefix.length))
  const inOrder = [...named.filter(choosesKind), ...named.filter(pair => !choosesKind(pair))]
  return inOrder.reduce((current, [name, text]) => setOne(current, name, text), recipe)
}

const kinds: Readonly<Record<string, readonly Kind[]>> = { optimizer: optimizers, schedule: schedules }

function setOne(recipe: Recipe, name: string, text: string): Recipe {
  if (!name.startsWith(prefix)) throw new UsageFault(`--set takes ${prefix}NAME=VALUE here, not ${name}.`)
  const [first, ...others] = recipe.updates
  if (!first) throw new UsageFault('The recipe has no update whose optimizer could be set.')
  const settings: Readonly<Record<string, Fields & { readonly kind: string }>> = {
    optimizer: first.optimizer,
    schedule: first.schedule ?? { kind: 'constant' }
  }
  const given = name.slice(prefix.length)
  // Names of before version 3 go on working.
  const field = scheduleParameters[first.schedule?.kind ?? 'constant']?.[given] ?? given
  const value = valueOf(text)
  const update = (changed: Fields): unknown => ({ ...recipe, updates: [{ ...first, ...changed }, ...others] })
  const owner = Object.keys(settings).find(each => namesOf(each, settings).includes(field))
  const changed = Object.hasOwn(kinds, field)
    ? update({ [field]: choose(field, String(value), settings) })
    : owner !== undefined
      ? update({ [owner]: { ...settings[owner], [field]: value } })
      : { ...recipe, [field]: value }
  if (owner === undefined && !ownFields.includes(field)) {
    const known = [...ownFields, ...Object.keys(settings).flatMap(each => namesOf(each, settings))]
    throw new UsageFault(`The recipe has no ${field}; it has ${known.join(', ')}.`)
  }
  const parsed = recipeSchema.safeParse(changed)
  if (parsed.success) return parsed.data
  throw new UsageFault(`${name}=${text} does not fit: ${parsed.error.issues[0]?.message ?? 'it is not allowed'}.`)
}

const ownFields = ['batchSize', 'epochs', 'seed', 'precision', ...Object.keys(kinds)]

function namesOf(owner: string, settings: Readonly<Record<string, { readonly kind: string }>>): readonly string[] {
  return Object.keys(kindOf(kinds[owner] ?? [], settings[owner]?.kind ?? '').parameters)
}

/** A kind anew; the one that is chosen already keeps its values. */
function choose(owner: string, kind: string, settings: Readonly<Record<string, { readonly kind: string }>>): unknown {
  const known = (kinds[owner] ?? []).map(each => each.kind)
  if (!known.includes(kind)) throw new UsageFault(`There is no ${owner} ${kind}; there are ${known.join(', ')}.`)
  return settings[owner]?.kind === kind ? settings[owner] : { kind }
}
