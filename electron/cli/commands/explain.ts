import { extname, resolve } from 'node:path'
import { explanationOf, explanations } from '../../../core/explain/catalogue.ts'
import type { Explanation } from '../../../core/explain/explanation.ts'
import { writeNpz } from '../../../core/exchange/npz.ts'
import { writePng } from '../../../core/exchange/png.ts'
import type { ExplainedImage } from '../../../core/host/calls/explanations.ts'
import { refuseIrregular, writeNamed } from '../../storage/exchange/named-file.ts'
import { UsageFault, type Call, type Command } from '../command.ts'
import { drawExplanation } from '../draw-explanation.ts'
import { runJob } from '../local-jobs.ts'
import { modelOf, modelOptions, modelUsage } from '../model-of.ts'
import { percentText } from '../../../core/number-text.ts'
import { bar, doneText, type Output } from '../output.ts'
import { valuesOf } from '../value-text.ts'

const methods = explanations.map(({ id }) => id).join('|')
const shown = 5

export const explain: Command = {
  name: 'explain',
  usage: `PROJECT ${modelUsage} --method ${methods} --sample N [--class C] [--set NAME=VALUE]... --out FILE.png|FILE.npz, or --list`,
  summary: 'Draws what a model looked at in a sample of its test set, as an image or as numbers; --list says how',
  options: {
    ...modelOptions,
    method: { type: 'string' },
    sample: { type: 'string' },
    class: { type: 'string' },
    set: { type: 'string', multiple: true },
    out: { type: 'string' },
    list: { type: 'boolean' }
  },
  operands: { min: 0, max: 1 },
  async run(call) {
    if (call.flag('list')) list(call)
    else await draw(call)
  }
}

async function draw(call: Call): Promise<void> {
  const { operands, required, count, pairs, text, output } = call
  if (operands.length === 0) throw new UsageFault('Something is missing after explain.')
  const explanation = methodOf(required('method'))
  const path = resolve(required('out'))
  const write = writers[extname(path).toLowerCase()]
  if (write === undefined) throw new UsageFault(`--out takes a file that ends in ${Object.keys(writers).join(' or ')}.`)
  required('sample')
  const query = {
    method: explanation.id,
    image: { position: count('sample', 0) ?? 0 },
    target: text('class'),
    parameters: valuesOf(pairs('set'))
  }
  await refuseIrregular(path)
  const explained = await runJob('explain', { ...(await modelOf(call)), query }, ({ name, value }) => {
    if (name === 'explaining' || name === 'importing') output.progress(doneText(value.done, value.total))
  })
  await writeNamed(path, write(explained, explanation))
  tell({ path, method: explanation.id }, explained, output)
}

function tell(
  written: { readonly path: string; readonly method: string },
  { targets, target, probabilities, sample, parameters, map }: ExplainedImage,
  output: Output
): void {
  const nameOf = (index: number): string => targets[index] ?? String(index)
  const top = [...probabilities]
    .map((probability, index) => ({ label: nameOf(index), probability }))
    .sort((left, right) => right.probability - left.probability)
    .slice(0, shown)
  const label = sample?.label === undefined ? undefined : nameOf(sample.label)
  output.json({ ...written, shape: map.shape, class: nameOf(target), label, parameters, top })
  output.line(`Wrote ${written.path}`)
  output.line(`Sample ${sample?.index ?? 0}, labeled ${label ?? 'nothing'}; explained: ${nameOf(target)}`)
  const width = Math.max(...top.map(each => each.label.length))
  for (const each of top) {
    output.line(`  ${each.label.padEnd(width)}  ${bar(each.probability, 20)}  ${percentText(each.probability)}`)
  }
}

function list({ output }: Call): void {
  const rows = explanations.map(({ id, label, source, requires }) => ({ id, label, source, fits: requires }))
  output.json(rows)
  output.table(
    ['Method', 'Label', 'Fits', 'Source'],
    rows.map(({ id, label, source, fits }) => [id, label, fits, source])
  )
}

function methodOf(id: string): Explanation {
  const explanation = explanationOf(id)
  if (explanation) return explanation
  throw new UsageFault(`There is no method ${id}; there are ${explanations.map(each => each.id).join(', ')}.`)
}

/** What a file holds, by its ending. */
const writers: Readonly<Record<string, (explained: ExplainedImage, explanation: Explanation) => Uint8Array>> = {
  '.png': (explained, { map }) => writePng(drawExplanation(explained, map)),
  '.npz': ({ input, map }) =>
    writeNpz({
      image: { shape: input.shape, data: input.values },
      map: { shape: map.shape, data: map.values }
    })
}
