import { inferNetwork } from '../../../core/network/infer.ts'
import type { NetworkLayer, NetworkTotals } from '../../../core/network/network.ts'
import { centreOf } from '../../../core/network/receptive-field.ts'
import { outputsOf } from '../../../core/layers/define-layer.ts'
import { ProblemsFault, UsageFault, type Command } from '../command.ts'
import { drawingOf } from '../drawing-of.ts'
import { countText } from '../output.ts'
import { problemLines } from '../problem-lines.ts'
import { valuesOf } from '../value-text.ts'

export const inspect: Command = {
  name: 'inspect',
  usage: 'PROJECT-or-ID [--set NAME=VALUE]...',
  summary: 'Shows what a network is and costs: a project, or a network of the zoo',
  options: { set: { type: 'string', multiple: true } },
  operands: { min: 1, max: 1 },
  async run({ operands: [source = ''], output, pairs }) {
    const drawn = await drawingOf(source, valuesOf(pairs('set')))
    if ('problems' in drawn) throw new ProblemsFault(drawn.problems)
    if ('refusal' in drawn) throw new UsageFault(drawn.refusal)
    const { layers, totals, problems: found } = inferNetwork(drawn.drawing, drawn.datasets)
    const problems = [...drawn.warnings, ...found]
    const rows = layers.map(rowOf)
    output.json({ totals, layers: rows, problems })
    output.table(
      ['Layer', 'Type', 'Output', 'Parameters', 'MACs', 'Sees'],
      rows.map(row => [
        row.path,
        row.type,
        row.outputShape?.join('×') ?? '?',
        row.parameters ?? '?',
        row.macs ?? '?',
        row.receptiveField?.size.map(side => (side === null ? 'all' : side)).join('×') ?? ''
      ])
    )
    output.line()
    for (const line of totalLines(totals)) output.line(line)
    if (problems.length > 0) output.line()
    for (const line of problemLines(problems)) output.line(line)
    if (problems.some(problem => problem.severity === 'error')) process.exitCode = 1
  }
}

function rowOf({ path, layer, facts }: NetworkLayer) {
  const [first] = outputsOf(layer)
  const field = facts?.receptiveField
  return {
    path,
    type: layer.type,
    outputShape: first === undefined ? undefined : facts?.outputs[first],
    parameters: facts?.parameters,
    macs: facts?.macs,
    // JSON has no infinity: null stands for a layer that sees the whole picture whatever its size.
    receptiveField: field && {
      size: field.size.map(finite),
      stride: field.stride.map(finite),
      start: field.start,
      centre: centreOf(field).map(finite)
    },
    activationBytes: facts?.activationBytes
  }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

function totalLines(totals: NetworkTotals): readonly string[] {
  const { layers, parameters, trainableParameters, macs, activationBytes } = totals
  return [
    `${countText(layers)} layers`,
    `${countText(parameters)} parameters, ${countText(trainableParameters)} of them trainable`,
    `${countText(macs)} multiply-adds for one sample, forward`,
    `${countText(activationBytes)} bytes of activations for one sample`
  ]
}
