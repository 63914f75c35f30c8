import { assert } from '../../core/assert.ts'
import { fitImage, type Placement, type Size } from '../../core/data/fit-image.ts'
import { largestImageArea, parseImageHeader, type ImageHeader } from '../../core/data/image-header.ts'
import type { ImageTarget } from '../../core/data/place-image.ts'
import { type Engine, EngineError, type Session } from '../../core/engine.ts'
import type { Decoded, ImageDecoder } from '../storage/datasets/sources/image-decoder.ts'
import { batchEntry, batchSizes, imageGraph, type ImageGraphKind } from './image-graph.ts'

/** Decoded points in memory at once, beyond a first image: 64 photographs of 100 megapixels would take 19 GB. */
const mostPoints = 50_000_000
/** Images for the window are shown and brought to a network's size; more points help neither. */
const largestShownSide = 1024

interface Item {
  /** Where the answer belongs. */
  readonly index: number
  readonly file: Uint8Array
  readonly placement: Placement
  /** That lie in memory while it is decoded: its own, those that it is brought to, and those between, as rows come first. */
  readonly points: number
}

/** Decodes image files with native TensorFlow, many at once on all cores. Whoever makes it closes it. */
export function createImageDecoder(engine: Engine): ImageDecoder {
  const sessions = new Map<string, Promise<Session>>()

  function sessionOf(kind: ImageGraphKind): Promise<Session> {
    const key = JSON.stringify(kind)
    const opened = sessions.get(key) ?? engine.open(imageGraph(kind))
    sessions.set(key, opened)
    return opened
  }

  return {
    async decode(files, target) {
      const answers = new Array<Decoded>(files.length)
      const groups = new Map<string, { kind: ImageGraphKind; items: Item[] }>()
      files.forEach((file, index) => {
        const parsed = parseImageHeader(file, { path: '' })
        if ('problem' in parsed) {
          answers[index] = { reason: parsed.problem.message }
          return
        }
        const { kind, placement, points } = plan(parsed.header, target)
        if (points > largestImageArea) {
          answers[index] = { reason: tooLargeReason(parsed.header, target) }
          return
        }
        const key = JSON.stringify(kind)
        const group = groups.get(key) ?? { kind, items: [] }
        group.items.push({ index, file, placement, points })
        groups.set(key, group)
      })
      for (const { kind, items } of groups.values()) {
        const session = await sessionOf(kind)
        for (const batch of batches(items)) await decodeBatch(session, batch, target, answers)
      }
      return answers
    },
    async close() {
      const opened = [...sessions.values()]
      sessions.clear()
      for (const session of opened) await (await session).close()
    }
  }
}

/** Decodes images at their own size and colors; smaller, in the same proportions, where a side is above 1,024. */
export async function decodeImages(engine: Engine, files: readonly Uint8Array[]): Promise<readonly Decoded[]> {
  const decoder = createImageDecoder(engine)
  try {
    const answers: Decoded[] = []
    for (const file of files) {
      const parsed = parseImageHeader(file, { path: '' })
      if ('problem' in parsed) answers.push({ reason: parsed.problem.message })
      else answers.push(...(await decoder.decode([file], shownTarget(parsed.header))))
    }
    return answers
  } finally {
    await decoder.close()
  }
}

function shownTarget({ height, width, isGray }: ImageHeader): ImageTarget {
  const scale = Math.min(1, largestShownSide / Math.max(height, width))
  const side = (length: number) => Math.max(1, Math.round(length * scale))
  return { height: side(height), width: side(width), channels: isGray ? 1 : 3, fit: 'stretch' }
}

function plan(
  header: ImageHeader,
  target: ImageTarget
): { readonly kind: ImageGraphKind; readonly placement: Placement; readonly points: number } {
  const { scale } = fitImage(header, target, target.fit)
  const ratios = header.format === 'png' ? [] : ([8, 4, 2] as const)
  // Never below the size that is wanted: the last step down is the one that interpolates.
  const ratio = ratios.find(each => Math.max(...scale) * each <= 1) ?? 1
  const size = { height: Math.ceil(header.height / ratio), width: Math.ceil(header.width / ratio) }
  const decoded = header.isGray ? target.channels : 3
  return {
    kind: { format: header.format, ratio, decoded, channels: target.channels },
    placement: fitImage(size, target, target.fit),
    points: Math.max(
      areaOf(header.isProgressive ? header : size),
      areaOf({ ...size, height: target.height }),
      areaOf(target)
    )
  }
}

function areaOf({ height, width }: Size): number {
  return height * width
}

function tooLargeReason(from: Size, to: Size): string {
  return `It takes too much memory to bring ${from.height}×${from.width} points to ${to.height}×${to.width}.`
}

/** Cuts a list into the sizes that there are entry points for, none with too much in memory at once. */
function batches(items: readonly Item[]): readonly (readonly Item[])[] {
  const all: (readonly Item[])[] = []
  for (let start = 0; start < items.length;) {
    const size =
      batchSizes.find(each => {
        const points = items.slice(start, start + each).reduce((sum, item) => sum + item.points, 0)
        return start + each <= items.length && points <= mostPoints
      }) ?? 1
    all.push(items.slice(start, start + size))
    start += size
  }
  return all
}

/** One broken image makes TensorFlow refuse its whole batch, which is then tried again in quarters. */
async function decodeBatch(
  session: Session,
  batch: readonly Item[],
  target: ImageTarget,
  answers: Decoded[]
): Promise<void> {
  const { height, width, channels } = target
  const size = height * width * channels
  const total = batch.length * size
  try {
    const { images } = await session.run(batchEntry(batch.length), {
      files: { dtype: 'string', shape: [batch.length], data: batch.map(({ file }) => file) },
      scales: pairs(batch, ({ placement }) => placement.scale),
      translations: pairs(batch, ({ placement }) => placement.translation),
      size: { dtype: 'int32', shape: [2], data: Int32Array.of(height, width) },
      filling: { dtype: 'int32', shape: [1, 2], data: Int32Array.of(0, (4 - (total % 4)) % 4) }
    })
    const data = images?.data
    assert(data instanceof Int32Array, 'Decoded images come as whole numbers of four bytes.')
    const bytes = new Uint8Array(data.buffer, data.byteOffset, total)
    batch.forEach(({ index }, position) => {
      answers[index] = { height, width, channels, bytes: bytes.slice(position * size, (position + 1) * size) }
    })
  } catch (error) {
    if (!(error instanceof EngineError)) throw error
    const [only] = batch
    if (batch.length === 1 && only) {
      answers[only.index] = { reason: reasonOf(error) }
      return
    }
    const quarter = batch.length / 4
    for (let start = 0; start < batch.length; start += quarter) {
      await decodeBatch(session, batch.slice(start, start + quarter), target, answers)
    }
  }
}

function pairs(batch: readonly Item[], pairOf: (item: Item) => readonly [number, number]) {
  return { dtype: 'float32' as const, shape: [batch.length, 2], data: Float32Array.from(batch.flatMap(pairOf)) }
}

/** TensorFlow's own words without the names of graph nodes behind them. */
function reasonOf(error: EngineError): string {
  const words = error.message
    .replace(/^Session fail to run with error: /, '')
    .replace(/\s*\[\[.*$/s, '')
    .trim()
  return `The file is broken or cut off; its decoder says: ${words.replace(/\.$/, '')}.`
}
