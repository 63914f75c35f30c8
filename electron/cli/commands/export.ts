import { resolve } from 'node:path'
import { writableFormats } from '../../../core/exchange/catalogue.ts'
import { UsageFault, type Command } from '../command.ts'
import { runJob } from '../local-jobs.ts'
import { modelOf, modelOptions, modelUsage, weightsText } from '../model-of.ts'

const ids = writableFormats.map(({ id }) => id)

export const exportModel: Command = {
  name: 'export',
  usage: `PROJECT ${modelUsage} --format ${ids.join('|')} --out PATH`,
  summary: 'Writes a model for other programs, reads it back with its own reader and compares it on test samples',
  options: { ...modelOptions, format: { type: 'string' }, out: { type: 'string' } },
  operands: { min: 1, max: 1 },
  async run(call) {
    const { output, required } = call
    const format = formatOf(required('format'))
    const model = await modelOf(call)
    const weights = await weightsText(model)
    const input = { ...model, format, path: resolve(required('out')) }
    const { path, maxAbsDifference, samples, code } = await runJob('exportModel', input, ({ name, value }) => {
      if (name === 'exporting') output.progress(`Comparing ${value.done} of ${value.total}`)
    })
    output.progress()
    output.json({ path, format, maxAbsDifference, samples, code })
    output.line(`Wrote ${path}${weights === undefined ? '' : `: ${weights}`}`)
    output.line(
      `Read back by this program, its logits differ by at most ${maxAbsDifference.toExponential(1)} over ${samples} test samples.`
    )
    output.line()
    output.line(code)
  }
}

function formatOf(text: string): string {
  const format = ids.find(each => each.toLowerCase() === text.replace(/[-_]/g, '').toLowerCase())
  if (format) return format
  throw new UsageFault(`There is no format ${text}; there are ${ids.join(' and ')}.`)
}
