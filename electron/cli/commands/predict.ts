import { mkdir } from 'node:fs/promises'
import { basename, extname, join, resolve } from 'node:path'
import { writeIndexedPng, writePng } from '../../../core/exchange/png.ts'
import type { Prediction } from '../../../core/host/calls/explore.ts'
import { outputKind } from '../../../core/outputs/catalogue.ts'
import type { ToldPrediction } from '../../../core/outputs/define-output.ts'
import { writeAtomic } from '../../storage/atomic-write.ts'
import { readImageFile } from '../../storage/datasets/sources/read-image-file.ts'
import { UsageFault, type Command } from '../command.ts'
import { runJob } from '../local-jobs.ts'
import { modelOf, modelOptions, modelUsage } from '../model-of.ts'
import { bar, doneText, percentText, type Output } from '../output.ts'

export const predict: Command = {
  name: 'predict',
  usage: `PROJECT ${modelUsage} FILE... [--out DIR]`,
  summary: 'Says what a model predicts for images; with --out, class maps and images are written as PNG',
  options: { ...modelOptions, out: { type: 'string' } },
  operands: { min: 2, max: Infinity },
  async run(call) {
    const { operands, output, text } = call
    const [, ...files] = operands
    const input = await modelOf(call)
    const folder = text('out')
    const names = namesFor(files)
    const rows: { readonly file: string; readonly told: ToldPrediction; readonly written: string | undefined }[] = []
    for (const [position, file] of files.entries()) {
      if (files.length > 1) output.progress(doneText(position, files.length))
      const image = await runJob('decodeImage', { file: await readImageFile(resolve(file), file), name: file })
      const told = toldOf(await runJob('predict', { ...input, image }))
      const written = folder === undefined ? undefined : await write(told, resolve(folder), names[position] ?? '')
      rows.push({ file, told, written })
    }
    output.progress()
    output.json(rows.map(({ file, told, written }) => ({ file, ...told.json, ...(written && { out: written }) })))
    for (const row of rows) tell(row, output)
  }
}

function toldOf(prediction: Prediction): ToldPrediction {
  return outputKind(prediction).tellPrediction(prediction)
}

/** Names of files in one folder, after those that were read. */
function namesFor(files: readonly string[]): readonly string[] {
  const taken = new Map<string, number>()
  return files.map(file => {
    const name = basename(file, extname(file))
    const count = (taken.get(name) ?? 0) + 1
    taken.set(name, count)
    return count === 1 ? `${name}.png` : `${name}-${count}.png`
  })
}

async function write({ image }: ToldPrediction, folder: string, name: string): Promise<string> {
  if (image === undefined) throw new UsageFault('--out is for models that predict class maps or images.')
  const { height, width, channels, bytes, colors } = image
  const path = join(folder, name)
  await mkdir(folder, { recursive: true })
  await writeAtomic(
    path,
    colors === undefined
      ? writePng({ height, width, rgb: channels === 3 ? bytes : grayToColor(bytes) })
      : writeIndexedPng({ height, width, indices: bytes, colors })
  )
  return path
}

function grayToColor(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: 3 * bytes.length }, (_, position) => bytes[Math.floor(position / 3)] ?? 0)
}

function tell(
  { file, told: { fractions, text }, written }: { file: string; told: ToldPrediction; written: string | undefined },
  output: Output
): void {
  output.line(file)
  const width = Math.max(...fractions.map(({ label }) => label.length))
  for (const { label, fraction } of fractions) {
    output.line(`  ${label.padEnd(width)}  ${bar(fraction, 20)}  ${percentText(fraction)}`)
  }
  if (text !== undefined) output.line(`  ${text}`)
  if (written !== undefined) output.line(`  Wrote ${written}`)
}
