import type { HostTensor, Session } from '../engine.ts'
import { readsDataset } from '../layers/define-layer.ts'
import { scales } from '../layers/data/data.ts'
import { lowerNetwork, noiseFeed, type WeightTable } from '../network/lower.ts'
import type { Datasets } from '../network/infer.ts'
import type { Network, NetworkLayer } from '../network/network.ts'
import { feed as outside } from '../ops/sources/feed.ts'
import type { Tensor } from '../ops/define-op.ts'
import { batch } from '../ops/tensor.ts'
import { createBuilder } from '../program/builder.ts'
import type { EntryPoint } from '../program/program.ts'
import { randomOf, type Random } from '../random.ts'

/** Images that a network made from noise. */
export interface Samples {
  /** Count, height, width, channels. */
  readonly shape: readonly [number, number, number, number]
  /** From 0 to 255. */
  readonly bytes: Uint8Array
}

/** What a run's network made after one of its epochs. */
export interface GeneratedSamples {
  readonly samples: Samples
  readonly epoch: number
}

/** A part of a network that makes images from noise alone: its output, and the noise that it needs. */
export interface Generator {
  readonly output: NetworkLayer
  readonly noise: readonly NetworkLayer[]
  readonly layers: readonly NetworkLayer[]
}

/** The generator of a network; undefined where its output depends on data, or is no image. */
export function generatorOf({ layers }: Pick<Network, 'layers'>): Generator | undefined {
  const output = layers.find(({ layer }) => layer.family === 'output')
  const source = output?.inputs['input']?.[0]
  const shape = layers.find(({ key }) => key === source?.key)?.facts?.outputs[source?.port ?? '']
  if (output === undefined || shape?.length !== 3 || (shape[2] !== 1 && shape[2] !== 3)) return undefined
  const needed = new Set([output.key])
  for (const { key, inputs } of [...layers].reverse()) {
    if (needed.has(key)) for (const each of Object.values(inputs).flat()) needed.add(each.key)
  }
  const part = layers.filter(({ key }) => needed.has(key))
  if (part.some(({ layer }) => readsDataset(layer))) return undefined
  return { output, layers: part, noise: part.filter(({ layer }) => layer.type === 'noise') }
}

/** Fed noise in, images out. */
export function samplesEntry({ layers }: Generator, datasets: Datasets, weights: WeightTable): EntryPoint {
  const builder = createBuilder()
  const feeds: Record<string, Tensor> = {}
  const lowered = lowerNetwork(
    { layers },
    {
      builder,
      mode: 'predict',
      datasets,
      weights,
      feed: (name, { dtype, shape }) => (feeds[name] ??= builder.emit(outside, {}, { dtype, shape: [batch, ...shape] }))
    }
  )
  const images = lowered.output?.probabilities
  return { name: 'samples', feeds, fetches: images === undefined ? {} : { images }, updates: [] }
}

/** Noise for so many samples, a function of the seed and the node: the same again shows how what comes of it changes. */
export function noiseOf({ noise }: Generator, count: number, seed: number): Readonly<Record<string, HostTensor>> {
  return Object.fromEntries(
    noise.map(({ key, path, parameters }) => {
      const shape = [count, ...(parameters['shape'] as readonly number[])]
      const random = randomOf(seed, `samples/${key}`)
      const draw = parameters['distribution'] === 'uniform' ? uniform : normal
      const data = Float32Array.from({ length: shape.reduce((product, size) => product * size, 1) }, () => draw(random))
      return [noiseFeed(path), { dtype: 'float32', shape, data }]
    })
  )
}

/** From 0, which is left out, to 1. */
function fraction(random: Random): number {
  return (random.next() + 1) / 2 ** 32
}

function uniform(random: Random): number {
  return fraction(random) * 2 - 1
}

/** Box and Muller, "A note on the generation of random normal deviates", 1958. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(fraction(random))) * Math.cos(2 * Math.PI * fraction(random))
}

/** As many as a grid of eight by eight shows. */
const sampleCount = 64

/** The images that a session's weights make of the same noise each time. */
export async function drawSamples(session: Session, network: Network, seed: number): Promise<Samples | undefined> {
  const generator = generatorOf(network)
  if (generator === undefined) return undefined
  const { images } = await session.run('samples', noiseOf(generator, sampleCount, seed))
  if (images === undefined) return undefined
  const [, height = 0, width = 0, channels = 0] = images.shape
  const { factor, offset } = rangeOf(network)
  const bytes = Uint8Array.from(images.data as Float32Array, value =>
    Math.min(255, Math.max(0, Math.round((value - offset) / factor)))
  )
  return { shape: [sampleCount, height, width, channels], bytes }
}

/** How the data node that the images are to resemble scales its own. */
function rangeOf({ layers }: Network): { readonly factor: number; readonly offset: number } {
  const data = layers.find(({ layer }) => readsDataset(layer))
  return scales[(data?.parameters['scale'] as keyof typeof scales | undefined) ?? 'unit']
}
