import { basename, dirname, extname, join, resolve } from 'node:path'
import { writeIndexedPng, writePng } from '../../../core/exchange/png.ts'
import type { Image } from '../../../core/data/place-image.ts'
import type { HostError } from '../../../core/host/host-error.ts'
import type { Prediction } from '../../../core/host/calls/explore.ts'
import { outputKind } from '../../../core/outputs/catalogue.ts'
import type { ToldPrediction } from '../../../core/outputs/define-output.ts'
import { toHostError } from '../../fault.ts'
import { stopped } from '../../stop-signal.ts'
import { readImageFile } from '../../storage/datasets/sources/read-image-file.ts'
import { refuseTaken, writeNamed } from '../../storage/exchange/named-file.ts'
import { UsageFault, type Command } from '../command.ts'
import { runJob } from '../local-jobs.ts'
import { faultText } from '../problem-lines.ts'
import { modelOf, modelOptions, modelUsage } from '../model-of.ts'
import { percentText } from '../../../core/number-text.ts'
import { bar, doneText, type Output } from '../output.ts'
import { makeFolder } from '../../storage/make-folder.ts'

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
    const out = text('out')
    const places = out === undefined ? [] : namesFor(files).map(name => join(resolve(out), name))
    for (const place of places) await refuseTaken(place, elsewhere)
    const answers: (Row | Failed)[] = []
    for (const [position, file] of files.entries()) {
      if (files.length > 1) output.progress(doneText(position, files.length))
      const image = await decode(file)
      if ('error' in image) {
        answers.push(image)
        continue
      }
      const told = toldOf(await runJob('predict', { ...input, image }))
      const place = places[position]
      const written = place === undefined ? undefined : await write(told, place)
      answers.push({ file, told, written })
    }
    output.progress()
    output.json(answers.map(jsonOf))
    for (const answer of answers) {
      if ('error' in answer) output.note(faultText(answer.error))
      else tell(answer, output)
    }
    if (answers.some(answer => 'error' in answer)) process.exitCode = 1
  }
}

interface Row {
  readonly file: string
  readonly told: ToldPrediction
  readonly written: string | undefined
}

/** What is wrong with one file is no reason to leave the others out. */
interface Failed {
  readonly file: string
  readonly error: HostError
}

function jsonOf(answer: Row | Failed): object {
  if ('error' in answer) return answer
  const { file, told, written } = answer
  return { file, ...told.json, ...(written && { out: written }) }
}

async function decode(file: string): Promise<Image | Failed> {
  try {
    return await runJob('decodeImage', { file: await readImageFile(resolve(file), file), name: file })
  } catch (error) {
    const fault = toHostError(error)
    if (fault.code === 'bug' || fault.code === stopped) throw error
    return { file, error: fault }
  }
}

function toldOf(prediction: Prediction): ToldPrediction {
  return outputKind(prediction).tellPrediction(prediction)
}

/** The images that were read may lie there, under the very names that theirs lead to. */
const elsewhere = 'Give --out another folder, or move the file elsewhere.'

/** Names of files in one folder, after those that were read. Two that differ in case alone are one on some systems. */
function namesFor(files: readonly string[]): readonly string[] {
  const taken = new Set<string>()
  return files.map(file => {
    const stem = basename(file, extname(file))
    let name = stem
    for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${stem}-${count}`
    taken.add(name.toLowerCase())
    return `${name}.png`
  })
}

async function write({ image }: ToldPrediction, path: string): Promise<string> {
  if (image === undefined) throw new UsageFault('--out is for models that predict class maps or images.')
  const { height, width, channels, bytes, colors } = image
  await makeFolder(dirname(path))
  await refuseTaken(path, elsewhere)
  await writeNamed(
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

function tell({ file, told: { fractions, text }, written }: Row, output: Output): void {
  output.line(file)
  const width = Math.max(...fractions.map(({ label }) => label.length))
  for (const { label, fraction } of fractions) {
    output.line(`  ${label.padEnd(width)}  ${bar(fraction, 20)}  ${percentText(fraction)}`)
  }
  if (text !== undefined) output.line(`  ${text}`)
  if (written !== undefined) output.line(`  Wrote ${written}`)
}
