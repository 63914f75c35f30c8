import { expect, it } from 'vitest'
import { datasetFacts } from '../../../core/data/dataset.ts'
import { drawNetwork, type DrawnNode, type GraphBuilder } from '../../../core/graph/graph-builder.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import { outputOf } from '../../../core/outputs/catalogue.ts'
import { documentFromTemplate } from '../../../core/templates/catalogue.ts'
import { datasets, networkOf } from '../train/one-step.ts'

function outputOfTemplate(id: string) {
  const made = documentFromTemplate(id)
  if ('problems' in made) throw new Error(made.problems[0]?.message)
  const facts = datasetFacts(made.document.datasets)
  return outputOf(inferNetwork(made.document, facts), facts)
}

function drawn(draw: (graph: GraphBuilder, features: DrawnNode, data: DrawnNode) => void) {
  return outputOf(
    networkOf(
      drawNetwork(graph => {
        const data = graph.layer('data', { dataset: 'digits' })
        draw(graph, graph.layer('flatten', {}, data.output('image')), data)
      })
    ),
    datasets
  )
}

it('tells what a network delivers by the field that its loss compares with', () => {
  expect(outputOfTemplate('shapesSegmentation')).toMatchObject({
    kind: 'classMap',
    target: { facts: { name: 'mask' } }
  })
  expect(outputOfTemplate('rotatedDigits')).toMatchObject({ kind: 'value', target: { facts: { name: 'angle' } } })
  const classes = drawn((graph, features, data) => {
    const logits = graph.layer('dense', { units: 10 }, features)
    graph.layer('softmaxCrossEntropy', {}, { prediction: logits, target: data.output('label') })
    graph.layer('output', {}, logits)
  })
  expect(classes).toMatchObject({ kind: 'classes', target: { facts: { role: 'label' } } })
})

it('takes what is compared with an image for an image, not for a class map of one class', () => {
  const output = drawn((graph, features, data) => {
    const values = graph.layer('dense', { units: 784 }, features)
    const image = graph.layer('reshape', { targetShape: [28, 28, 1] }, values)
    graph.layer('meanSquaredError', {}, { prediction: image, target: data.output('image') })
    graph.layer('output', { reads: 'sigmoid' }, image)
  })
  expect(output).toMatchObject({ kind: 'image', target: { facts: { role: 'image' } } })
})

it('compares the classes of a network without a loss with the labels of its dataset', () => {
  const output = drawn((graph, features) => {
    graph.layer('output', {}, graph.layer('dense', { units: 10 }, features))
  })
  expect(output).toMatchObject({ kind: 'classes', target: { facts: { role: 'label' } } })
})

it('has nothing to compare with where the loss is on something else, and goes by shape and reading', () => {
  const beside = (units: number, reads: string) =>
    drawn((graph, features, data) => {
      const logits = graph.layer('dense', { units: 10 }, features)
      graph.layer('softmaxCrossEntropy', {}, { prediction: logits, target: data.output('label') })
      graph.layer('output', { reads }, graph.layer('dense', { units }, features))
    })
  expect(beside(84, 'asIs')).toMatchObject({ kind: 'features', target: undefined })
  expect(beside(3, 'softmax')).toMatchObject({ kind: 'classes', target: undefined })
})

it('knows that images made from noise are compared with nothing, in the scale of the data that they resemble', () => {
  expect(outputOfTemplate('ganDigits')).toMatchObject({
    kind: 'image',
    target: undefined,
    range: { factor: 1 / 127.5, offset: -1 }
  })
})
