import { imageAndLabel } from '../../../core/data/fields/catalogue.ts'
import { expect, test } from 'vitest'
import { datasetFacts } from '../../../core/data/dataset.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import { trainingProblems } from '../../../core/network/training-problems.ts'
import { documentFromTemplate, drawZooNetwork, templates } from '../../../core/templates/catalogue.ts'

const classes = Array.from({ length: 10 }, (_, digit) => String(digit))
const fields = imageAndLabel({ height: 28, width: 28, channels: 1, classes })
const packed = { digits: { id: 'digits', count: 10_000, fields, fingerprint: '', skipped: [] } }

function documentOf(id: string, given = {}) {
  const made = documentFromTemplate(id, given)
  if ('problems' in made) throw new Error(JSON.stringify(made.problems))
  return made.document
}

test.each(templates.filter(({ id }) => id !== 'empty'))('$name is ready to train', ({ id }) => {
  const document = documentOf(id)
  const datasets = datasetFacts(document.datasets, packed)
  const network = inferNetwork(document, datasets)
  expect(
    [...network.problems, ...trainingProblems(network, datasets)].filter(({ severity }) => severity === 'error')
  ).toEqual([])
  expect(Object.keys(document.positions).sort()).toEqual(Object.keys(document.nodes).sort())
})

test('the first start is the modern LeNet-5 with Adam at 0.001, batches of 32, 8 epochs and tenths held out', () => {
  const { nodes, recipe, datasets } = documentOf('firstStart')
  expect([nodes['c1']?.parameters['activation'], nodes['s2']?.type]).toEqual(['relu', 'maxPooling2d'])
  expect(recipe.updates[0]?.optimizer).toMatchObject({ kind: 'adam', learningRate: 0.001 })
  expect(recipe).toMatchObject({ batchSize: 32, epochs: 8 })
  expect(datasets['digits']?.split).toMatchObject({ validation: 0.1, test: 0.1 })
})

test('refuses unknown networks and parameters, and says what there is', () => {
  expect(drawZooNetwork('lenet6')).toMatchObject({ problems: [{ code: 'zoo/unknown-network' }] })
  expect(drawZooNetwork('lenet5', { variant: 'new' })).toMatchObject({ problems: [{ code: 'parameter/out-of-range' }] })
  expect(drawZooNetwork('lenet5', { varient: 'modern' })).toMatchObject({
    problems: [{ code: 'parameter/unknown-setting' }]
  })
})

test('asks for all that a network takes but its dataset, and begins with ten classes for ten digits', () => {
  for (const { id, parameters, values } of templates) {
    expect(Object.keys(parameters)).not.toContain('dataset')
    expect(values, id).toEqual('classes' in parameters ? { classes: 10 } : {})
  }
  const { nodes } = documentOf('resnet50', { size: [64, 64], width: 0.25 })
  expect([nodes['data']?.parameters['size'], nodes['stage2']?.parameters['filters']]).toEqual([[64, 64], 16])
  expect(nodes['logits']?.parameters['units']).toBe(10)
})
