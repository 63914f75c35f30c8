import type { EngineEntryPoint, EngineModel } from '../../core/engine.ts'
import type { Output } from '../../core/ops/graph-writer.ts'
import { createGraphDefWriter, type GraphDefWriter } from '../../core/tensorflow/graph-def.ts'
import { fullName, savedModelBytes } from '../../core/tensorflow/lower.ts'

/** What the graph itself must know of the images that go through it; sizes are fed. */
export interface ImageGraphKind {
  readonly format: 'png' | 'jpeg'
  /** A JPEG can be decoded at a half, a quarter or an eighth of its size, which is faster by as much. */
  readonly ratio: 1 | 2 | 4 | 8
  /** Channels that come out of the decoder, and those that leave the graph. */
  readonly decoded: 1 | 3
  readonly channels: 1 | 3
}

/** Images that one entry point decodes side by side. Each is four times the one before, so a batch halves twice. */
export const batchSizes = [64, 16, 4, 1] as const

export function batchEntry(size: number): string {
  return `decode${size}`
}

/** Files in as strings; bytes out as int32, four in each, since the binding cannot fetch bytes. */
export function imageGraph(kind: ImageGraphKind): EngineModel {
  const graph = createGraphDefWriter()
  const entryPoints = Object.fromEntries(batchSizes.map(size => [batchEntry(size), writeBatch(graph, kind, size)]))
  return { bytes: savedModelBytes(graph), entryPoints }
}

function writeBatch(graph: GraphDefWriter, kind: ImageGraphKind, count: number): EngineEntryPoint {
  const entry = batchEntry(count)
  const feed = (name: string, type: 'string' | 'float32' | 'int32', shape: readonly number[]) =>
    graph.named(`${entry}/${name}`, 'Placeholder', [], { dtype: { type }, shape: { shape } })
  const files = feed('files', 'string', [count])
  const scales = feed('scales', 'float32', [count, 2])
  const translations = feed('translations', 'float32', [count, 2])
  const size = feed('size', 'int32', [2])
  const filling = feed('filling', 'int32', [1, 2])

  graph.enter(entry)
  const apart = (input: Output, type: 'string' | 'float32') =>
    graph.node('Unpack', [input], { T: { type }, num: { int: count }, axis: { int: 0 } })
  const each = [apart(files, 'string'), apart(scales, 'float32'), apart(translations, 'float32')] as const
  const first = graph.constant('int32', [], [0])
  const placed = Array.from({ length: count }, (_, index) => {
    const [file, scale, translation] = each.map(output => `${output}:${index}`) as [string, string, string]
    const image = graph.node('ExpandDims', [decode(graph, kind, file), first], {
      T: { type: 'uint8' },
      Tdim: { type: 'int32' }
    })
    return graph.node('ScaleAndTranslate', [image, size, scale, translation], {
      T: { type: 'uint8' },
      kernel_type: { string: 'triangle' },
      antialias: { bool: true }
    })
  })
  const together = graph.node('Pack', placed, { N: { int: count }, T: { type: 'float32' }, axis: { int: 0 } })
  const rounded = graph.node('Round', [inChannels(graph, kind, together)], { T: { type: 'float32' } })
  const bytes = graph.node('Cast', [rounded], { SrcT: { type: 'float32' }, DstT: { type: 'uint8' } })
  const shaped = (input: Output, shape: readonly number[]) =>
    graph.node('Reshape', [input, graph.constant('int32', [shape.length], shape)], {
      T: { type: 'uint8' },
      Tshape: { type: 'int32' }
    })
  const filled = graph.node('Pad', [shaped(bytes, [-1]), filling], {
    T: { type: 'uint8' },
    Tpaddings: { type: 'int32' }
  })
  const images = graph.named(`${entry}/images`, 'Bitcast', [shaped(filled, [-1, 4])], {
    T: { type: 'uint8' },
    type: { type: 'int32' }
  })
  return {
    feeds: {
      files: { output: fullName(files), dtype: 'string' },
      scales: { output: fullName(scales), dtype: 'float32' },
      translations: { output: fullName(translations), dtype: 'float32' },
      size: { output: fullName(size), dtype: 'int32' },
      filling: { output: fullName(filling), dtype: 'int32' }
    },
    fetches: { images: { output: fullName(images), dtype: 'int32' } }
  }
}

function decode(graph: GraphDefWriter, { format, ratio, decoded }: ImageGraphKind, file: Output): Output {
  if (format === 'png') {
    return graph.node('DecodePng', [file], { channels: { int: decoded }, dtype: { type: 'uint8' } })
  }
  return graph.node('DecodeJpeg', [file], {
    channels: { int: decoded },
    ratio: { int: ratio },
    fancy_upscaling: { bool: true },
    try_recover_truncated: { bool: false },
    acceptable_fraction: { float: 1 },
    dct_method: { string: 'INTEGER_ACCURATE' }
  })
}

/** Gray by the luma of ITU-R BT.601, whatever the format; `placeImage` in core does the same. */
function inChannels(graph: GraphDefWriter, { decoded, channels }: ImageGraphKind, images: Output): Output {
  if (decoded === channels) return images
  const weighted = graph.node('Mul', [images, graph.constant('float32', [3], [0.299, 0.587, 0.114])], {
    T: { type: 'float32' }
  })
  return graph.node('Sum', [weighted, graph.constant('int32', [1], [-1])], {
    T: { type: 'float32' },
    Tidx: { type: 'int32' },
    keep_dims: { bool: true }
  })
}
