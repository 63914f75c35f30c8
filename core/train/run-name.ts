import { compareDrawings, isInBoth } from '../document/compare/compare-drawings.ts'
import type { ValueChange } from '../document/compare/compare-values.ts'
import { isEqual } from '../document/equal.ts'
import { completeSetting, kindOf } from '../kinds.ts'
import { layerOf } from '../layers/catalogue.ts'
import { readsDataset } from '../layers/define-layer.ts'
import { labelOf, type Kind } from '../parameters.ts'
import { optimizers } from '../program/optimizers/catalogue.ts'
import type { Recipe, Update } from '../recipe/recipe.ts'
import { schedules } from '../recipe/schedules.ts'
import type { RunRecord } from './run.ts'

/** What a name is made from. */
export type NamedRun = Pick<RunRecord, 'document' | 'dataset'>

/** A name that is read at a glance says no more differences than these; the rest is counted. */
const mostParts = 3

/**
 * What a new run is called: its network and dataset, and what differs from the run before it. `LeNet on Digits, learning
 * rate 0.01`. `earlier` are the project's runs, the newest first; none of them is called the same.
 */
export function runName(run: NamedRun, earlier: readonly (NamedRun & Pick<RunRecord, 'name'>)[]): string {
  const [before] = earlier
  const parts = before === undefined ? [] : differences(before, run)
  const shown =
    parts.length > mostParts ? [...parts.slice(0, mostParts - 1), `and ${parts.length - mostParts + 1} more`] : parts
  const name = [baseName(run), ...shown].join(', ')
  const taken = new Set(earlier.map(each => each.name))
  for (let count = 1; ; count++) {
    const tried = count === 1 ? name : `${name} (${count})`
    if (!taken.has(tried)) return tried
  }
}

/** A network that is called after its dataset already says it. */
function baseName(run: NamedRun): string {
  const [network, dataset] = [run.document.name, datasetName(run)]
  return network.toLowerCase().includes(dataset.toLowerCase()) ? network : `${network} on ${dataset}`
}

/** The name of the dataset that a run learned from, as it was called then. */
export function datasetName({ document, dataset }: NamedRun): string {
  return document.datasets[dataset.id]?.name ?? dataset.id
}

/** What the network and the dataset are called stands before these. */
function differences(before: NamedRun, after: NamedRun): readonly string[] {
  const isOtherNetwork = before.document.name !== after.document.name
  return [
    ...(isOtherNetwork ? [] : drawingParts(before, after)),
    ...recipeParts(before.document.recipe, after.document.recipe),
    ...dataParts(before, after)
  ]
}

/** One layer by what differs in it, more by their count. */
function drawingParts({ document: before }: NamedRun, { document: after }: NamedRun): readonly string[] {
  const levels = compareDrawings(before, after, type => layerOf(type)?.parameters)
  const pairs = levels.flatMap(({ nodes }) => nodes)
  const added = pairs.filter(pair => pair.before === undefined).length
  const removed = pairs.filter(pair => pair.after === undefined).length
  const changed = pairs.flatMap(({ before: node, after: name, changes }) => {
    const real = changes.filter(change => change.aspect !== 'name' && !isChoiceOfDataset(node?.type, change))
    return node && name && real.length > 0 ? [{ name: name.name, type: name.type, changes: real }] : []
  })
  const [first, ...others] = changed
  const isRejoined = levels.some(({ edges, changes }) => changes.length > 0 || !edges.every(isInBoth))
  const parts = [
    ...(first === undefined || others.length > 0 ? [] : layerParts(first)),
    ...(others.length > 0 ? [`${changed.length} layers changed`] : []),
    ...(added > 0 ? [counted(added, 'added')] : []),
    ...(removed > 0 ? [counted(removed, 'removed')] : [])
  ]
  return parts.length === 0 && isRejoined ? ['connections changed'] : parts
}

function layerParts({ name, type, changes }: { name: string; type: string; changes: readonly ValueChange[] }) {
  const [only, ...others] = changes
  if (only?.aspect !== 'parameter' || others.length > 0) return [`${name} changed`]
  const key = only.name ?? ''
  const parameter = layerOf(type)?.parameters[key]
  return [`${name} ${parameter === undefined ? key : labelOf(key, parameter).toLowerCase()} ${valueText(only.after)}`]
}

function isChoiceOfDataset(type: string | undefined, { aspect, name }: ValueChange): boolean {
  const layer = layerOf(type ?? '')
  return layer !== undefined && readsDataset(layer) && aspect === 'parameter' && name === 'dataset'
}

function counted(count: number, what: string): string {
  return `${count} ${count === 1 ? 'layer' : 'layers'} ${what}`
}

function recipeParts(before: Recipe, after: Recipe): readonly string[] {
  const { updates: updatesBefore, ...fieldsBefore } = before
  const { updates, ...fields } = after
  const names = new Set([...Object.keys(fieldsBefore), ...Object.keys(fields)])
  const valueOf = (recipe: object, name: string): unknown => (recipe as Readonly<Record<string, unknown>>)[name]
  const own = [...names].flatMap(name => {
    const value = valueOf(fields, name)
    if (isEqual(valueOf(fieldsBefore, name), value)) return []
    return typeof value === 'number' || typeof value === 'string' ? [fieldPart(name, value)] : [labelOfField(name)]
  })
  if (updatesBefore.length !== updates.length) return [`${updates.length} updates`, ...own]
  return [...updates.flatMap((update, index) => updateParts(updatesBefore[index] ?? update, update)), ...own]
}

function fieldPart(name: string, value: number | string): string {
  if (name === 'epochs') return `${value} ${value === 1 ? 'epoch' : 'epochs'}`
  if (name === 'initialModel') return 'other initial weights'
  return name === 'precision' ? String(value) : `${labelOfField(name)} ${value}`
}

function labelOfField(name: string): string {
  return name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`)
}

function updateParts(before: Update, after: Update): readonly string[] {
  const constant = { kind: 'constant' } as const
  return [
    ...settingParts(optimizers, before.optimizer, after.optimizer, ''),
    ...settingParts(schedules, before.schedule ?? constant, after.schedule ?? constant, ' learning rate'),
    ...(isEqual(
      [before.losses, before.weights, before.stepsPerRound],
      [after.losses, after.weights, after.stepsPerRound]
    )
      ? []
      : [`${after.name} changed`])
  ]
}

/** Another kind by its name; one kind by the values that differ. */
function settingParts(
  kinds: readonly Kind[],
  before: { readonly kind: string },
  after: { readonly kind: string },
  suffix: string
): readonly string[] {
  const kind = kindOf(kinds, after.kind)
  const isSame = before.kind === after.kind
  const values = completeSetting(kind, after)
  // Another kind brings defaults of its own: what differs from those is said beside it.
  const old = completeSetting(kind, isSame ? before : {})
  const changed = Object.entries(kind.parameters).flatMap(([name, parameter]) =>
    isEqual(values[name], old[name]) ? [] : [`${labelOf(name, parameter).toLowerCase()} ${valueText(values[name])}`]
  )
  return isSame ? changed : [`${kind.label}${suffix}`, ...changed]
}

function dataParts(before: NamedRun, after: NamedRun): readonly string[] {
  const [one, other] = [before, after].map(({ document, dataset }) => document.datasets[dataset.id])
  if (one === undefined || other === undefined || one.name !== other.name) return []
  const share = (name: 'validation' | 'test'): readonly string[] =>
    one.split[name] === other.split[name] ? [] : [`${name} ${Number((other.split[name] * 100).toFixed(1))} %`]
  const parts = [
    ...share('validation'),
    ...share('test'),
    ...(one.split.seed === other.split.seed ? [] : [`split seed ${other.split.seed}`]),
    ...(isEqual(one.size, other.size) ? [] : [`size ${other.size.join('×')}`])
  ]
  const isOtherData = before.dataset.fingerprint !== after.dataset.fingerprint
  return isOtherData && isEqual(one.size, other.size) ? [...parts, 'other samples'] : parts
}

function valueText(value: unknown): string {
  if (value === true || value === false) return value ? 'on' : 'off'
  if (typeof value === 'number' || typeof value === 'string') return String(value)
  return Array.isArray(value) && value.every(each => typeof each === 'number') ? value.join('×') : 'changed'
}
