import { readFile } from 'node:fs/promises'
import type { Prediction } from '../../../core/host/explore.ts'
import type { Command } from '../command.ts'
import { runJob } from '../local-jobs.ts'
import { modelOf, modelOptions, modelUsage } from '../model-of.ts'
import { bar, percentText } from '../output.ts'

const shown = 5

export const predict: Command = {
  name: 'predict',
  usage: `PROJECT ${modelUsage} FILE...`,
  summary: 'Names the likeliest classes of images',
  options: { ...modelOptions },
  operands: { min: 2, max: Infinity },
  async run(call) {
    const { operands, output } = call
    const [, ...files] = operands
    const input = await modelOf(call)
    const rows: { readonly file: string; readonly top: ReturnType<typeof topOf> }[] = []
    for (const file of files) {
      const image = await runJob('decodeImage', { file: await readFile(file), name: file })
      rows.push({ file, top: topOf(await runJob('predict', { ...input, image })) })
    }
    output.json(rows)
    for (const { file, top } of rows) {
      output.line(file)
      const width = Math.max(...top.map(({ label }) => label.length))
      for (const { label, probability } of top) {
        output.line(`  ${label.padEnd(width)}  ${bar(probability, 20)}  ${percentText(probability)}`)
      }
    }
  }
}

/** The likeliest classes, the likeliest first. */
function topOf({ classes, probabilities }: Prediction) {
  return [...probabilities]
    .map((probability, index) => ({ label: classes[index] ?? String(index), probability }))
    .sort((left, right) => right.probability - left.probability)
    .slice(0, shown)
}
