import { describe, expect, it } from 'vitest'
import { digits, shapes } from '../../../core/data/sources/built-in.ts'
import { applyRepair } from '../../../core/document/apply-repair.ts'
import { edit } from '../../../core/document/edit.ts'
import type { Document } from '../../../core/document/records.ts'
import { datasetInUse, useDataset } from '../../../core/document/use-dataset.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { datasetFacts } from '../../../core/data/dataset.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import { documentFromTemplate } from '../../../core/templates/catalogue.ts'

function template(id: string): Document {
  const made = documentFromTemplate(id, {})
  if ('problems' in made) throw new Error(made.problems[0]?.message)
  return made.document
}

function using(document: Document, settings: typeof digits, which?: 'all' | 'bare'): Document {
  const change = (draft: Parameters<Parameters<typeof edit>[2]>[0]) => {
    draft.setDataset(settings)
    useDataset(draft, settings, which)
  }
  return edit(document, 'Use', change, layerOf).document
}

const problemsOf = (document: Document) => inferNetwork(document, datasetFacts(document.datasets)).problems
const dataOf = ({ nodes }: Document) => Object.values(nodes).find(({ type }) => type === 'data')

describe('a network takes a dataset', () => {
  it('with its channels, and keeps the size that it sees', () => {
    const document = using(template('firstStart'), shapes)
    expect(datasetInUse(document)).toBe('shapes')
    expect(dataOf(document)?.parameters).toMatchObject({ dataset: 'shapes', channels: 3, antialias: true })
    expect(dataOf(document)?.parameters['size']).toEqual(dataOf(template('firstStart'))?.parameters['size'])
  })

  it('or keeps the one that it has, where only bare data nodes are meant', () => {
    expect(datasetInUse(using(template('firstStart'), shapes, 'bare'))).toBe('digits')
  })
})

describe('an edge from a field that the new dataset lacks', () => {
  it('is a problem that one press mends with a field of a role that the port takes', () => {
    const document = using(template('shapesSegmentation'), digits)
    const problem = problemsOf(document).find(({ code }) => code === 'graph/unknown-port')!
    expect(problem.where.path).toBe('loss')
    expect(problem.repair).toMatchObject({ label: 'Join label', join: { port: 'label', inPlaceOf: 'mask' } })
    const mended = edit(document, 'Mend', draft => applyRepair(draft, problem), layerOf).document
    const into = Object.values(mended.edges).filter(({ to }) => to.node === problem.where.node && to.port === 'target')
    expect(into.map(({ from }) => from.port)).toEqual(['label'])
    expect(problemsOf(mended).map(({ code }) => code)).not.toContain('graph/unknown-port')
  })
})

it('a field at a port that takes another role is exchanged for one that it takes', () => {
  const document = template('firstStart')
  const data = dataOf(document)!
  const loss = Object.values(document.nodes).find(({ type }) => layerOf(type)?.family === 'loss')!
  const edge = Object.values(document.edges).find(({ to }) => to.node === loss.id && to.port === 'target')!
  const wrong = {
    ...document,
    edges: { ...document.edges, [edge.id]: { ...edge, from: { node: data.id, port: 'image' } } }
  }
  const problem = problemsOf(wrong).find(({ code }) => code === 'graph/role-not-taken')!
  expect(problem.repair).toEqual({
    label: 'Join label',
    join: { node: data.id, port: 'label', inPlaceOf: 'image' }
  })
})
