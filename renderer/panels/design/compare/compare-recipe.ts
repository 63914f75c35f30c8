import type { Pair } from '../../../../core/document/compare/pair-by.ts'
import { isEqual } from '../../../../core/document/equal.ts'
import type { Document } from '../../../../core/document/records.ts'
import { datasetInUse } from '../../../../core/document/use-dataset.ts'
import { completeSetting, kindOf } from '../../../../core/kinds.ts'
import { labelOf, type Kind } from '../../../../core/parameters.ts'
import { optimizers } from '../../../../core/program/optimizers/catalogue.ts'
import type { Recipe, Update } from '../../../../core/recipe/recipe.ts'
import { schedules } from '../../../../core/recipe/schedules.ts'
import { inSentence, mainMetric, metricLabel } from '../../../../core/metrics/catalogue.ts'
import type { RunRecord } from '../../../../core/train/run.ts'
import { metricText } from '../../../messages/metrics.ts'
import { message } from '../../../messages/message.ts'

/** The dataset that the data nodes read, where it is another. */
export function dataTexts(before: Document, after: Document): readonly string[] {
  const nameOf = (document: Document): string =>
    document.datasets[datasetInUse(document) ?? '']?.name ?? message('compare/none')
  const [from, to] = [nameOf(before), nameOf(after)]
  return from === to ? [] : [message('compare/change', { name: message('runs/dataset'), before: from, after: to })]
}

/** What two runs came to on the test set: each with its best weights, where they are kept. */
export function scoreTexts({ before, after }: Pair<RunRecord>): readonly string[] {
  const [one, other] = [before, after].map(run => run && (run.best?.test ?? run.test))
  if (before === undefined || after === undefined || one === undefined || other === undefined) return []
  const name = mainMetric(one)
  if (other[name] === undefined) return []
  const scoreOf = ({ best, epochs }: RunRecord, value: number | undefined): string =>
    message('compare/score', { value: metricText(name, value, 2), epoch: best?.epoch ?? epochs.length })
  return [
    message('compare/change', {
      name: message('compare/test', { metric: inSentence(metricLabel(name)) }),
      before: scoreOf(before, one[name]),
      after: scoreOf(after, other[name])
    })
  ]
}

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
