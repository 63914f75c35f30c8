import { basename } from 'node:path'
import { inferNetwork, type Datasets } from '../../../core/network/infer.ts'
import type { Network, NetworkLayer } from '../../../core/network/network.ts'
import { centerOf } from '../../../core/network/receptive-field.ts'
import {
  networkSummary,
  outputShapeOf,
  summaryFormats,
  summaryHeadings,
  summaryRows,
  totalLines,
  type SummaryFormat
} from '../../../core/network/summary.ts'
import { isTrainable } from '../../../core/train/start-problems.ts'
import { bytesText } from '../../../core/number-text.ts'
import { availableCores } from '../../machine/cores.ts'
import { forecastMemory, type MemoryParts } from '../../../core/train/memory/memory.ts'
import type { Recipe } from '../../../core/recipe/recipe.ts'
import { memoryToTrain } from '../../machine/describe-memory.ts'
import { ProblemsFault, UsageFault, type Command } from '../command.ts'
import { drawingOf } from '../drawing-of.ts'
import { countText } from '../output.ts'
import { problemLines } from '../problem-lines.ts'
import { valuesOf } from '../value-text.ts'

export const inspect: Command = {
  name: 'inspect',
  usage: 'PROJECT-or-ID [--set NAME=VALUE]... [--format text|markdown]',
  summary: 'Shows what a network is and costs: a project, or a network of the zoo',
  options: { set: { type: 'string', multiple: true }, format: { type: 'string' } },
  operands: { min: 1, max: 1 },
  async run({ operands: [source = ''], output, pairs, text }) {
    const format = formatOf(text('format'))
    const drawn = await drawingOf(source, valuesOf(pairs('set')))
    if ('problems' in drawn) throw new ProblemsFault(drawn.problems)
    if ('refusal' in drawn) throw new UsageFault(drawn.refusal)
    const network = inferNetwork(drawn.drawing, drawn.datasets)
    const { layers, totals, problems: found } = network
    const problems = [...drawn.warnings, ...found]
    if (problems.some(problem => problem.severity === 'error')) process.exitCode = 1
    if (format !== undefined && !output.isJson) {
      output.line(networkSummary(basename(source), network, format).trimEnd())
      return
    }
    const rows = layers.map(rowOf)
    const memory = await memoryOf(network, drawn)
    // The fields of before keep their names beside the new ones.
    const asBefore = memory && { optimiser: memory.optimizer, pictures: memory.images }
    output.json({ totals, layers: rows, problems, memory: memory && { ...memory, ...asBefore } })
    output.table(summaryHeadings, summaryRows(network))
    output.line()
    for (const line of totalLines(totals)) output.line(line)
    output.line(`${countText(totals.activationBytes)} bytes of activations for one sample`)
    if (memory !== undefined) output.line(memoryLine(memory))
    if (problems.length > 0) output.line()
    for (const line of problemLines(problems)) output.line(line)
  }
}

function formatOf(text: string | undefined): SummaryFormat | undefined {
  if (text === undefined) return undefined
  const format = summaryFormats.find(each => each === text)
  if (format === undefined) throw new UsageFault(`--format takes ${summaryFormats.join(' or ')}, not ${text}.`)
  return format
}

function rowOf(network: NetworkLayer) {
  const { path, layer, facts } = network
  const field = facts?.receptiveField
  return {
    path,
    type: layer.type,
    outputShape: outputShapeOf(network),
    parameters: facts?.parameters,
    macs: facts?.macs,
    // JSON has no infinity: null stands for a layer that sees the whole image whatever its size.
    receptiveField: field && {
      size: field.size.map(finite),
      stride: field.stride.map(finite),
      start: field.start,
      center: centerOf(field).map(finite)
    },
    activationBytes: facts?.activationBytes
  }
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

interface Memory extends MemoryParts {
  readonly batch: number
  readonly total: number
  /** The largest batch that fits into what a training may take here now. */
  readonly largestBatch: number
}

/** What a training would take at the recipe's batch size; undefined where the network cannot be trained. */
async function memoryOf(
  network: Network,
  { datasets, recipe }: { readonly datasets: Datasets; readonly recipe: Recipe }
): Promise<Memory | undefined> {
  if (!isTrainable(network, recipe, datasets)) return undefined
  const { at, largestBatch } = forecastMemory({ network, datasets, recipe, cores: availableCores() })
  return { batch: recipe.batchSize, ...at(recipe.batchSize), largestBatch: largestBatch(await memoryToTrain()) }
}

function memoryLine({ batch, total, largestBatch }: Memory): string {
  return `${bytesText(total)} of memory to train at batch ${batch}, the images aside; largest batch here ${countText(largestBatch)}`
}
