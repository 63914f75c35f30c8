import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Prediction } from '../../../core/host/explore.ts'
import type { Command } from '../command.ts'
import { runJob } from '../local-jobs.ts'
import { bar, percentText } from '../output.ts'

const shown = 5

export const predict: Command = {
  name: 'predict',
  usage: 'PROJECT --run RUN FILE...',
  summary: 'Names the likeliest classes of images',
  options: { run: { type: 'string' } },
  operands: { min: 2, max: Infinity },
  async run({ operands: [project = '', ...files], output, required }) {
    const input = { project: resolve(project), run: required('run') }
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
