import { bytesText, numberText } from '../number-text.ts'
import { alignTable, markdownTable, type Rows } from '../text-table.ts'
import type { Network, NetworkLayer, NetworkTotals, ReceptiveField } from './network.ts'

export const summaryFormats = ['text', 'markdown'] as const
export type SummaryFormat = (typeof summaryFormats)[number]

export const summaryHeadings = ['Layer', 'Type', 'Output', 'Parameters', 'MACs', 'Receptive field'] as const

/** A row for each layer, in an order in which they can run; a question mark where something does not fit. */
export function summaryRows({ layers }: Network): Rows {
  return layers.map(layer => [
    layer.path,
    layer.layer.type,
    outputText(layer),
    layer.facts?.parameters ?? '?',
    layer.facts?.macs ?? '?',
    fieldText(layer.facts?.receptiveField)
  ])
}

/** Nothing for a layer that hands nothing on, such as a loss. */
function outputText(layer: NetworkLayer): string {
  return layer.outputs.length === 0 ? '' : (outputShapeOf(layer)?.join('×') ?? '?')
}

export function outputShapeOf({ outputs, facts }: NetworkLayer): readonly number[] | undefined {
  const [first] = outputs
  return first === undefined ? undefined : facts?.outputs[first.name]
}

/** Side by side in input pixels; `all` for a side whose whole length is seen. */
function fieldText(field: ReceptiveField | undefined): string {
  // Behind a resizing, sizes are no whole pixels.
  const side = (size: number): string => (Number.isFinite(size) ? String(Math.round(size * 100) / 100) : 'all')
  return field?.size.map(side).join('×') ?? ''
}

export function totalLines({ layers, parameters, trainableParameters, macs }: NetworkTotals): readonly string[] {
  return [
    `${numberText(layers)} layers`,
    `${numberText(parameters)} parameters, ${numberText(trainableParameters)} of them trainable`,
    `${numberText(macs)} multiply-adds for one sample, forward`
  ]
}

/** The network as a table with its totals, for papers, notes and issues. */
export function networkSummary(name: string, network: Network, format: SummaryFormat): string {
  const rows = summaryRows(network)
  const totals = [
    ...totalLines(network.totals),
    `${bytesText(network.totals.activationBytes)} of activations for one sample`
  ]
  const lines =
    format === 'markdown'
      ? [`**${name}**`, '', ...markdownTable(summaryHeadings, rows), '', ...totals.map(line => `- ${line}`)]
      : [name, '', ...alignTable(summaryHeadings, rows), '', ...totals]
  return `${lines.join('\n')}\n`
}
