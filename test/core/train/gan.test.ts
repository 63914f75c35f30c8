import { describe, expect, it } from 'vitest'
import { inferNetwork } from '../../../core/network/infer.ts'
import { trainingProblems } from '../../../core/network/training-problems.ts'
import { documentFromTemplate } from '../../../core/templates/catalogue.ts'
import { generatorOf, noiseOf, type Samples } from '../../../core/train/samples.ts'
import { train } from '../../../core/train/train.ts'
import type { TrainingOptions } from '../../../core/train/training-options.ts'
import type { TrainingState } from '../../../core/train/training-state.ts'
import { updateProblems } from '../../../core/train/updates/update-problems.ts'
import { digitParts, digits } from '../../digits.ts'
import { testEngine } from '../../run-tensors.ts'
import { quietly } from '../../quietly.ts'

const dataset = digits()
const datasets = { digits: dataset.about }
const made = documentFromTemplate('ganDigits')
if ('problems' in made) throw new Error(JSON.stringify(made.problems))
const { recipe } = made.document
const network = inferNetwork(made.document, datasets)
const parts = { ...digitParts(dataset), validation: new Int32Array(), test: new Int32Array() }

interface Told {
  readonly states: readonly TrainingState[]
  readonly samples: readonly Samples[]
}

async function trained(
  epochs: number,
  count: number,
  more: Pick<TrainingOptions, 'resume' | 'mostResident'> = {}
): Promise<Told> {
  const states: TrainingState[] = []
  const samples: Samples[] = []
  await train({
    engine: testEngine(),
    network,
    datasets,
    recipe: { ...recipe, epochs },
    dataset,
    parts: { ...parts, train: parts.train.subarray(0, count) },
    ...quietly,
    samples: each => Promise.resolve(void samples.push(each.samples)),
    save: state => Promise.resolve(void states.push(state)),
    ...more
  })
  return { states, samples }
}

const file = 'runs/one/weights.safetensors'

describe('the GAN on digits', () => {
  it('has nothing that keeps it from training', () => {
    expect([...network.problems, ...trainingProblems(network, datasets), ...updateProblems(recipe, network)]).toEqual(
      []
    )
  })

  it('resumes after an epoch to the weights and the samples of the unbroken training, bit for bit', async () => {
    const whole = await trained(2, 320)
    const broken = await trained(1, 320)
    const resumed = await trained(2, 320, { resume: { ...broken.states.at(-1)!, file } })
    expect(resumed.states.at(-1)!.tensors).toEqual(whole.states.at(-1)!.tensors)
    expect(resumed.samples.at(-1)).toEqual(whole.samples.at(-1))
  })

  it('trains on fed batches to the weights and the samples of a resident dataset, bit for bit', async () => {
    const resident = await trained(1, 320)
    const fed = await trained(1, 320, { mostResident: 0 })
    expect(fed.states.at(-1)!.tensors).toEqual(resident.states.at(-1)!.tensors)
    expect(fed.samples.at(-1)).toEqual(resident.samples.at(-1))
  })

  it('makes images as dark as digits are after a minute at most, and no two alike', async () => {
    const { samples } = await trained(3, 2000)
    const { shape, bytes } = samples.at(-1)!
    expect(shape).toEqual([64, 28, 28, 1])
    const meanOf = (values: Uint8Array): number => values.reduce((sum, value) => sum + value, 0) / values.length
    expect(Math.abs(meanOf(bytes) - meanOf(dataset.images))).toBeLessThan(20)
    const images = Array.from({ length: 64 }, (_, index) => bytes.subarray(index * 784, (index + 1) * 784).join())
    expect(new Set(images).size).toBe(64)
  })
})

it('draws noise for samples that is normal, and a function of the seed', () => {
  const [values] = Object.values(noiseOf(generatorOf(network)!, 1000, 1))
  const numbers = values!.data as Float32Array
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length
  const variance = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / numbers.length
  expect(values!.shape).toEqual([1000, 64])
  expect(mean).toBeCloseTo(0, 1)
  expect(variance).toBeCloseTo(1, 1)
  expect(noiseOf(generatorOf(network)!, 1000, 1)).toEqual(noiseOf(generatorOf(network)!, 1000, 1))
  expect(noiseOf(generatorOf(network)!, 1000, 2)).not.toEqual(noiseOf(generatorOf(network)!, 1000, 1))
})
