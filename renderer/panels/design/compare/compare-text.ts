import { isEqual } from '../../../../core/document/equal.ts'
import { settingsText } from '../../../../core/kinds.ts'
import { labelOf, parseSettings, type Parameter, type ParameterTable } from '../../../../core/parameters.ts'
import { layerOf } from '../../../../core/layers/catalogue.ts'
import type { ValueChange } from '../../../../core/document/compare/compare-values.ts'
import type { LayerDifference, LevelDifference } from '../../../../core/document/compare/differences.ts'
import type { Drawing, GraphNode } from '../../../../core/graph/drawing.ts'
import { isExpression } from '../../../canvas/scene/node-text.ts'
import type { NodeFamily } from '../../../canvas/scene/scene.ts'
import { message } from '../../../messages/message.ts'
import { valueText } from '../parameters/value-text.ts'

/** What of a layer differs, each difference as a sentence without its end: `Filters: 16 → 32`. */
export function changeTexts({ changes, before, after }: LayerDifference, drawing: Drawing): readonly string[] {
  const table = tableOf(after ?? before, drawing)
  return changes.map(change => changeText(change, table))
}

/** What of a block's definition differs, what is inside it aside. */
export function definitionTexts({ changes }: LevelDifference): readonly string[] {
  return changes.map(change => changeText(change, {}))
}

export function familyOf(node: GraphNode | undefined): NodeFamily {
  if (node?.type === 'block') return 'block'
  return layerOf(node?.type ?? '')?.family ?? 'blockEnd'
}

export function levelTitle({ before, after }: LevelDifference): string {
  const block = (after ?? before)?.block
  return block === undefined ? message('compare/root') : message('compare/block', { label: block.label })
}

function changeText({ aspect, name = '', before, after }: ValueChange, table: ParameterTable): string {
  switch (aspect) {
    case 'parameter': {
      const parameter = table[name]
      const label = parameter === undefined ? name : labelOf(name, parameter)
      return pairText(label, anyText(before, parameter), anyText(after, parameter))
    }
    case 'definition':
      return definitionText(name, before as Parameter | undefined, after as Parameter | undefined)
    case 'order':
      return pairText(message('compare/order', { name }), anyText(before), anyText(after))
    default:
      return pairText(message(`compare/${aspect}`), anyText(before), anyText(after))
  }
}

/** A block's parameter by its default, or by its range where that alone differs. */
function definitionText(name: string, before: Parameter | undefined, after: Parameter | undefined): string {
  const parameter = after ?? before
  const label = parameter === undefined ? name : labelOf(name, parameter)
  if (before === undefined || after === undefined || !isEqual(before.default, after.default))
    return pairText(label, anyText(before?.default), anyText(after?.default))
  return pairText(label, rangeText(before), rangeText(after))
}

function rangeText(parameter: Parameter): string {
  return 'min' in parameter ? `${parameter.kind} ${parameter.min}–${parameter.max}` : parameter.kind
}

function pairText(name: string, before: string, after: string): string {
  return message('compare/change', { name, before, after })
}

function anyText(value: unknown, parameter?: Parameter): string {
  if (value === undefined) return message('compare/none')
  if (isExpression(value)) return value.expression
  if (parameter?.kind === 'settings') {
    const parsed = parseSettings(parameter, value)
    if ('value' in parsed) return settingsText(parameter.kinds, parsed.value) || message('compare/none')
  }
  if (typeof value === 'boolean') return message(value ? 'inspector/yes' : 'inspector/no')
  if (typeof value === 'string') {
    if (parameter?.kind === 'choice') return parameter.optionLabels?.[value] ?? value
    return value === '' ? message('compare/none') : value
  }
  return valueText(value) || JSON.stringify(value)
}

function tableOf(node: GraphNode | undefined, { blocks }: Drawing): ParameterTable {
  if (node?.block === undefined) return layerOf(node?.type ?? '')?.parameters ?? {}
  const parameters = blocks[node.block]?.parameters ?? []
  return Object.fromEntries(parameters.map(({ name, parameter }) => [name, parameter]))
}
