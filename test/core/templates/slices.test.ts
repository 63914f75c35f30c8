import { expect, it } from 'vitest'
import { datasetFacts, declaredFields, type Dataset } from '../../../core/data/dataset.ts'
import { roleOf } from '../../../core/data/fields/catalogue.ts'
import { newColumn, rowLength } from '../../../core/data/fields/define-field.ts'
import { memoryDataset } from '../../../core/data/memory-dataset.ts'
import { builtInDatasets } from '../../../core/data/sources/built-in.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import { documentFromTemplate } from '../../../core/templates/catalogue.ts'
import { train } from '../../../core/train/train.ts'
import type { TrainingResult } from '../../../core/train/training-options.ts'
import { digits } from '../../digits.ts'
import { testEngine } from '../../run-tensors.ts'
import { quietly } from '../../quietly.ts'

/** The first samples of a built-in dataset, in memory. */
function samplesOf(name: 'shapes' | 'rotatedDigits', count: number): Dataset {
  const { settings, made, ofDigit } = builtInDatasets[name]
  const { images, labels } = digits()
  const samples = Array.from({ length: count }, (_, position) => {
    // The digits lie class by class.
    const index = position * 20
    const digit = { image: images.slice(index * 784, (index + 1) * 784), label: labels.slice(index, index + 1) }
    return made?.sample(position) ?? ofDigit!(digit, index)
  })
  const fields = declaredFields(settings)
  const columns = fields.map(field => {
    const row = roleOf(field).row(field)
    const column = newColumn(row, count)
    samples.forEach((sample, position) => column.set(sample[field.name]!, position * rowLength(row)))
    return [field.name, column] as const
  })
  return memoryDataset({ id: name, count, fields, fingerprint: name, skipped: [] }, Object.fromEntries(columns))
}

async function trained(template: string, dataset: Dataset, epochs: number): Promise<TrainingResult> {
  const made = documentFromTemplate(template)
  if ('problems' in made) throw new Error(made.problems[0]?.message)
  const { document } = made
  const datasets = datasetFacts(document.datasets, { [dataset.about.id]: dataset.about })
  const all = Int32Array.from({ length: dataset.about.count }, (_, index) => index)
  return await train({
    engine: testEngine(),
    network: inferNetwork(document, datasets),
    datasets,
    recipe: { ...document.recipe, epochs },
    dataset,
    parts: { train: all, validation: new Int32Array(), test: all },
    ...quietly
  })
}

it('learns by how much a digit is turned: half as far off as one who always says 0', async () => {
  const dataset = samplesOf('rotatedDigits', 500)
  const { angle } = await dataset.read(
    Int32Array.from({ length: 500 }, (_, index) => index),
    ['angle']
  )
  const guessed = Array.from(angle!.data).reduce((sum, each) => sum + Math.abs(each), 0) / 500
  const { test } = await trained('rotatedDigits', dataset, 12)
  expect(test!['meanAbsoluteError']).toBeLessThan(guessed / 2)
}, 120_000)

it('learns from class maps alone, and measures mean IoU and pixel accuracy', async () => {
  const { test } = await trained('shapesSegmentation', samplesOf('shapes', 96), 12)
  expect(Object.keys(test!)).toEqual(expect.arrayContaining(['loss', 'meanIoU', 'pixelAccuracy']))
  // Five classes told apart by nothing have a loss of ln 5.
  expect(test!['loss']).toBeLessThan(Math.log(5) / 2)
}, 120_000)
