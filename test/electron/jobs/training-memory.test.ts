import { imageAndLabel } from '../../../core/data/fields/catalogue.ts'
import { expect, it } from 'vitest'
import { createDocument } from '../../../core/document/create-document.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import { drawZooNetwork } from '../../../core/templates/catalogue.ts'
import { forecastMemory, forecastOf } from '../../../core/train/memory/memory.ts'
import { availableCores } from '../../../electron/machine/cores.ts'
import { trainingMemory } from '../../../electron/jobs/training-memory.ts'

it('answers with plain data that the same forecast follows from, and with nothing for what cannot be trained', async () => {
  const drawn = drawZooNetwork('lenet5', { dataset: 'digits' })
  if ('problems' in drawn) throw new Error(drawn.problems[0]?.message)
  const document = createDocument('LeNet', drawn.drawing)
  const datasets = { digits: { fields: imageAndLabel({ height: 28, width: 28, channels: 1, classes: [] }) } }
  const dataset = { count: 10_000, ...datasets.digits }
  const told = await trainingMemory({ document: JSON.stringify(document), datasets, dataset })
  const sent = structuredClone(told)!
  const { recipe } = document
  const network = inferNetwork(document, datasets)
  const expected = forecastMemory({ network, datasets, recipe, dataset, cores: availableCores() })
  expect(forecastOf(sent.basis).at(64)).toEqual(expected.at(64))
  const apart = JSON.stringify({ ...document, edges: {} })
  expect(await trainingMemory({ document: apart, datasets, dataset })).toBeUndefined()
})
