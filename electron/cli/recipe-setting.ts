import { scheduleParameters } from '../../core/document/file/from-version-2.ts'
import { schemaFaults } from '../../core/schema-fault.ts'
import { recipeSchema } from '../../core/document/file/document-schema.ts'
import type { Document } from '../../core/document/records.ts'
import type { NodeId } from '../../core/graph/drawing.ts'
import { kindOf } from '../../core/kinds.ts'
import type { Kind } from '../../core/parameters.ts'
import { optimizers } from '../../core/program/optimizers/catalogue.ts'
import type { Recipe, Update } from '../../core/recipe/recipe.ts'
import { earlyStopping } from '../../core/recipe/early-stopping.ts'
import { schedules } from '../../core/recipe/schedules.ts'
import { UsageFault } from './command.ts'
import { valueOf } from './value-text.ts'

const prefix = 'recipe.'

type Fields = Readonly<Record<string, unknown>>
type Pair = readonly [string, string]
type Drawn = Pick<Document, 'root' | 'nodes' | 'recipe'>

/**
 * The document's recipe with `recipe.NAME=VALUE` applied. `optimizer` and `schedule` choose a kind, with its defaults, and
 * come first; the names of their parameters reach those of the first update. `recipe.updates[N].NAME=VALUE` reaches
 * another update, counted from 0 or by its name; the number behind the last adds one, and `recipe.updates[N]=none` takes
 * one away. `recipe.earlyStopping=true` stops early, by its defaults; `recipe.earlyStopping.NAME=VALUE` by others.
 */
export function setRecipe(document: Drawn, pairs: readonly Pair[]): Recipe {
  const choosesKind = ([name]: Pair): boolean => Object.hasOwn(kinds, name.slice(name.lastIndexOf('.') + 1))
  const named = pairs.map(([name, text]): Pair => [name.replace(/\.optimiser$/, '.optimizer'), text])
  const inOrder = [...named.filter(choosesKind), ...named.filter(pair => !choosesKind(pair))]
  return inOrder.reduce((recipe, pair) => setOne({ ...document, recipe }, pair), document.recipe)
}

const kinds: Readonly<Record<string, readonly Kind[]>> = { optimizer: optimizers, schedule: schedules }
const recipeFields = ['batchSize', 'epochs', 'seed', 'precision', 'initialModel', 'keepBest', 'monitor']
const stopping = 'earlyStopping'
const updateFields = ['name', 'losses', 'weights', 'stepsPerRound', ...Object.keys(kinds)]

function setOne(document: Drawn, [name, text]: Pair): Recipe {
  const { recipe } = document
  if (!name.startsWith(prefix)) throw new UsageFault(`--set takes ${prefix}NAME=VALUE here, not ${name}.`)
  const path = name.slice(prefix.length)
  const parts = /^updates\[([^\]]+)\](?:\.(.+))?$/.exec(path)
  const changed: unknown = parts
    ? { ...recipe, updates: updatesWith(document, parts, text) }
    : recipeFields.includes(path)
      ? { ...recipe, [path]: path === 'initialModel' ? text : valueOf(text) }
      : path === stopping || path.startsWith(`${stopping}.`)
        ? stoppingWith(recipe, path.slice(stopping.length + 1), text)
        : { ...recipe, updates: changedAt(recipe.updates, 0, update => updateWith(document, update, path, text)) }
  const parsed = recipeSchema.safeParse(changed)
  if (parsed.success) return parsed.data
  throw new UsageFault(
    `${name}=${text} does not fit; expected ${schemaFaults(parsed.error, changed)[0]?.expected ?? 'another value'}.`
  )
}

function stoppingWith({ earlyStopping: before, ...rest }: Recipe, field: string, text: string): unknown {
  const known = Object.keys(earlyStopping.parameters)
  if (field !== '') {
    if (!known.includes(field)) throw new UsageFault(`${stopping} has no ${field}; it has ${known.join(', ')}.`)
    return { ...rest, earlyStopping: { kind: stopping, ...before, [field]: valueOf(text) } }
  }
  const isOn = valueOf(text)
  if (typeof isOn !== 'boolean') throw new UsageFault(`${stopping} is true or false, not ${text}.`)
  return isOn ? { ...rest, earlyStopping: before ?? { kind: stopping } } : rest
}

function updatesWith(document: Drawn, [, which = '', field]: readonly string[], text: string): readonly unknown[] {
  const { updates } = document.recipe
  const named = updates.findIndex(({ name }) => name === which)
  const index = named >= 0 ? named : /^\d+$/.test(which) ? Number(which) : -1
  if (index < 0 || index > updates.length) {
    const known = updates.map(({ name }, position) => `${position} ${name}`).join(', ')
    throw new UsageFault(`The recipe has no update ${which}; it has ${known}.`)
  }
  if (field === undefined) {
    if (text === 'none') return updates.filter((_, position) => position !== index)
    throw new UsageFault(`Set a field of the update, such as updates[${which}].optimizer, or none to take it away.`)
  }
  const added: Update = { name: `update${index + 1}`, optimizer: { kind: 'adam' } }
  return changedAt(index === updates.length ? [...updates, added] : updates, index, update =>
    updateWith(document, update, field, text)
  )
}

function changedAt(updates: readonly Update[], index: number, change: (update: Update) => unknown): readonly unknown[] {
  return updates.map((update, position) => (position === index ? change(update) : update))
}

function updateWith(document: Drawn, update: Update, given: string, text: string): unknown {
  const settings: Readonly<Record<string, Fields & { readonly kind: string }>> = {
    optimizer: update.optimizer,
    schedule: update.schedule ?? { kind: 'constant' }
  }
  // Names of before version 3 go on working.
  const field = scheduleParameters[settings['schedule']?.kind ?? 'constant']?.[given] ?? given
  if (Object.hasOwn(kinds, field)) return { ...update, [field]: choose(field, text, settings) }
  if (field === 'losses' || field === 'weights') return withNodes(document, update, field, text)
  if (updateFields.includes(field)) return { ...update, [field]: field === 'name' ? text : valueOf(text) }
  const owner = Object.keys(settings).find(each => namesOf(each, settings).includes(field))
  if (owner !== undefined) return { ...update, [owner]: { ...settings[owner], [field]: valueOf(text) } }
  const known = [
    ...recipeFields,
    stopping,
    ...updateFields,
    ...Object.keys(settings).flatMap(each => namesOf(each, settings))
  ]
  throw new UsageFault(`The recipe has no ${field}; it has ${known.join(', ')}.`)
}

/** Names of nodes of the root graph, or ids of any, with commas between; `all` leaves the choice out. */
function withNodes({ root, nodes }: Drawn, update: Update, field: 'losses' | 'weights', text: string): unknown {
  const { [field]: _, ...rest } = update
  if (text === 'all') return rest
  const idOf = (name: string): NodeId => {
    const node = Object.values(nodes).find(each => each.graph === root && each.name === name)
    if (node === undefined && !Object.hasOwn(nodes, name)) throw new UsageFault(`The network has no node ${name}.`)
    return node?.id ?? name
  }
  return { ...rest, [field]: text.split(',').map(name => idOf(name.trim())) }
}

function namesOf(owner: string, settings: Readonly<Record<string, { readonly kind: string }>>): readonly string[] {
  return Object.keys(kindOf(kinds[owner] ?? [], settings[owner]?.kind ?? '').parameters)
}

/** A kind anew; the one that is chosen already keeps its values. */
function choose(owner: string, kind: string, settings: Readonly<Record<string, { readonly kind: string }>>): unknown {
  const known = (kinds[owner] ?? []).map(each => each.kind)
  if (!known.includes(kind)) throw new UsageFault(`There is no ${owner} ${kind}; there are ${known.join(', ')}.`)
  return settings[owner]?.kind === kind ? settings[owner] : { kind }
}
