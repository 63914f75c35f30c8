import { assert } from '../assert.ts'
import { takeSettings } from '../complete-parameters.ts'
import { floatsOf, type EngineModel, type HostTensor } from '../engine.ts'
import { indexOfLargest } from '../index-of-largest.ts'
import type { Json } from '../json.ts'
import type { Datasets } from '../network/infer.ts'
import type { NetworkWeight } from '../network/lower.ts'
import type { Network } from '../network/network.ts'
import { hasErrors, type Problem } from '../problem.ts'
import { lowerProgram } from '../tensorflow/lower.ts'
import { restoreEntry } from '../model/state-entries.ts'
import { explainedNetwork, type ExplainedNetwork } from './explained-network.ts'
import type { Explanation, ExplanationMachine, Fit } from './explanation.ts'
import { unknownLayer } from './problems.ts'
import { targetsOf, type Targets } from './targets.ts'

/** An explanation of one network, ready to be opened: the weights are put in with `restore`. */
export interface ExplanationPlan {
  readonly explanation: Explanation
  readonly network: ExplainedNetwork
  readonly model: EngineModel
  readonly weights: readonly NetworkWeight[]
  readonly targets: Targets
  readonly fit: Fit & { readonly problem?: undefined }
}

/** What is asked of a plan. */
export interface ExplanationRequest {
  /** In the size of the dataset: [1, height, width, channels]. */
  readonly bytes: HostTensor
  /** The likeliest one where it is left out. */
  readonly target?: number | undefined
  /** Complete and valid: see `explanationParameters`. */
  readonly parameters: Readonly<Record<string, unknown>>
}

export interface Explained {
  /** The array that the first layer received, [height, width, channels], and the same in bytes from black to white. */
  readonly input: { readonly shape: readonly number[]; readonly values: Float32Array }
  readonly image: Uint8Array
  /** [height, width] or [height, width, channels], as the explanation's kind of map says. */
  readonly map: { readonly shape: readonly number[]; readonly values: Float32Array }
  readonly target: number
  /** The probability of each target; for class maps the mean over their positions. */
  readonly probabilities: Float32Array
}

/** What an explanation runs for a network without errors whose outputs have these names, or why it cannot. */
export function explanationPlan(
  explanation: Explanation,
  network: Network,
  { datasets, classes }: { readonly datasets: Datasets; readonly classes: readonly string[] }
): { readonly plan: ExplanationPlan } | { readonly problem: Problem } {
  const lowered = explainedNetwork(network, datasets)
  if ('problem' in lowered) return lowered
  const { explained } = lowered
  const fit = explanation.fits(explained)
  if (fit.problem !== undefined) return { problem: fit.problem }
  const variables = explained.weights.map(({ variable }) => variable)
  const entryPoints = [restoreEntry('restore', variables), ...explained.common, ...explanation.entryPoints(explained)]
  return {
    plan: {
      explanation,
      network: explained,
      model: lowerProgram({ variables, entryPoints }),
      weights: explained.weights,
      targets: targetsOf(explained.outputs, classes),
      fit
    }
  }
}

/** The table's defaults under what suits the network under what was given; all of it checked. */
export function explanationParameters(
  { label, parameters: table }: Pick<Explanation, 'label' | 'parameters'>,
  { values = {}, layers = [] }: Fit & { readonly problem?: undefined },
  given: Readonly<Record<string, Json>>
): { readonly parameters: Readonly<Record<string, unknown>> } | { readonly problems: readonly Problem[] } {
  const { parameters, problems: found } = takeSettings({ label, parameters: table }, { ...values, ...given }, label)
  const problems = [...found]
  for (const [name, parameter] of Object.entries(table)) {
    const value = String(parameters[name])
    if (parameter.kind === 'text' && parameter.reference === 'layer' && !layers.includes(value)) {
      problems.push(unknownLayer({ path: label, parameter: name }, { name: value, known: layers }))
    }
  }
  return hasErrors(problems) ? { problems } : { parameters }
}

/** Explains one image. Throws what the machine throws. */
export async function explain(
  { explanation, network, targets }: ExplanationPlan,
  { bytes, target: asked, parameters }: ExplanationRequest,
  machine: ExplanationMachine
): Promise<Explained> {
  const { input, black, white } = await see(bytes, machine)
  const values = floatsOf(input)
  const { probabilities } = await machine.run('predict', { input })
  const likelihoods = targets.probabilitiesOf(floatsOf(probabilities))
  const target = asked ?? indexOfLargest(likelihoods)
  const [, height = 1, width = 1, channels = 1] = input.shape
  const sample = {
    network,
    input,
    target: targets.tensorOf(target),
    grayOf: (gray: number) => black.map((low, channel) => low + (((white[channel] ?? 0) - low) * gray) / 255)
  }
  const map = await explanation.explain(sample, parameters, machine)
  const shape = explanation.map.values === 'pixel' ? [height, width] : [height, width, channels]
  const count = shape.reduce((product, size) => product * size, 1)
  assert(map.length === count, `${explanation.label} gives a map of the shape that it names.`)
  return {
    input: { shape: [height, width, channels], values },
    image: bytesOf(values, black, white),
    map: { shape, values: map },
    target,
    probabilities: likelihoods
  }
}

/** What the first layer receives of the image, and of black and of white in the middle of it, where no border is. */
async function see(
  { shape, data }: HostTensor,
  { run }: ExplanationMachine
): Promise<{ readonly input: HostTensor; readonly black: Float32Array; readonly white: Float32Array }> {
  const size = data.length
  const three = new Uint8Array(3 * size)
  three.set(data as Uint8Array)
  three.fill(255, 2 * size)
  const { seen } = await run('see', { image: { dtype: 'uint8', shape: [3, ...shape.slice(1)], data: three } })
  assert(seen !== undefined, 'The program answers with what the first layer receives.')
  const values = floatsOf(seen)
  const [height = 1, width = 1, channels = 1] = seen.shape.slice(1)
  const middle = (Math.floor(height / 2) * width + Math.floor(width / 2)) * channels
  const inMiddle = (position: number): Float32Array => {
    const start = position * height * width * channels + middle
    return values.slice(start, start + channels)
  }
  const input: HostTensor = {
    dtype: 'float32',
    shape: [1, height, width, channels],
    data: values.slice(0, height * width * channels)
  }
  return { input, black: inMiddle(1), white: inMiddle(2) }
}

function bytesOf(values: Float32Array, black: Float32Array, white: Float32Array): Uint8Array {
  const channels = black.length
  return Uint8Array.from(values, (value, at) => {
    const [low, high] = [black[at % channels] ?? 0, white[at % channels] ?? 1]
    return Math.min(255, Math.max(0, Math.round((255 * (value - low)) / (high - low))))
  })
}
