import { expect, it } from 'vitest'
import { createDocument } from '../../../core/document/create-document.ts'
import { drawNetwork } from '../../../core/graph/graph-builder.ts'
import { drawZooNetwork } from '../../../core/templates/catalogue.ts'
import { createJobResources } from '../../../electron/jobs/sessions/resources.ts'
import { timeLayers } from '../../../electron/jobs/time-layers.ts'

function documentOf(network: string) {
  const drawn = drawZooNetwork(network, {})
  if ('problems' in drawn) throw new Error(drawn.problems[0]?.message)
  return createDocument(network, drawn.drawing)
}

it('measures every layer that computes, each distinct one once, and adds up what is inside blocks', async () => {
  const document = documentOf('resnet20')
  const told: { readonly done: number; readonly total: number }[] = []
  const signal = { isStopped: false }
  const report = (event: { readonly name: string; readonly value: unknown }) => void told.push(event.value as never)
  const { milliseconds } = await timeLayers({ document }, { ...createJobResources(), signal, report })

  const nodes = Object.values(document.nodes)
  const timed = (type: string) => nodes.filter(node => node.type === type && node.graph === document.root)
  for (const node of [...timed('conv2d'), ...timed('block'), ...timed('dense')])
    expect(milliseconds[node.id]).toBeGreaterThan(0)
  for (const node of nodes.filter(({ type }) => type === 'data' || /CrossEntropy/.test(type))) {
    expect(milliseconds[node.id]).toBeUndefined()
  }
  // A block of two convolutions takes longer than its activation.
  const block = timed('block')[0]!
  const inside = nodes.filter(
    node => node.graph === document.blocks[block.block!]!.graph && milliseconds[node.id] !== undefined
  )
  expect(milliseconds[block.id]!).toBeGreaterThan(Math.max(...inside.map(({ id }) => milliseconds[id]!)))
  // Far fewer than layers: those with the same parameters and shapes share a figure.
  expect(told[0]!.total).toBeLessThan(nodes.length)
  expect(told.map(({ done }) => done)).toEqual(told.map((_, at) => at))
})

it('measures layers that take the batch as it comes', async () => {
  const document = documentOf('lenet5')
  const context = { ...createJobResources(), signal: { isStopped: false }, report: () => undefined }
  const { milliseconds } = await timeLayers({ document }, context)
  const computing = Object.values(document.nodes).filter(({ type }) => type !== 'data' && !/CrossEntropy/.test(type))
  expect(Object.keys(milliseconds).sort()).toEqual(computing.map(({ id }) => id).sort())
})

it('ends between two layers when it is stopped, and refuses a network with errors', async () => {
  const signal = { isStopped: false }
  const resources = createJobResources()
  const stopping = timeLayers(
    { document: documentOf('lenet5') },
    { ...resources, signal, report: () => void (signal.isStopped = true) }
  )
  await expect(stopping).rejects.toMatchObject({ code: 'job/stopped' })
  const document = documentOf('lenet5')
  const [edge] = Object.keys(document.edges)
  const { [edge!]: _, ...edges } = document.edges
  const broken = timeLayers(
    { document: { ...document, edges } },
    { ...resources, signal: { isStopped: false }, report: () => undefined }
  )
  await expect(broken).rejects.toMatchObject({ code: 'times/errors' })
})

it('refuses a layer that takes more memory than there is, by its path, before any is measured', async () => {
  const drawing = drawNetwork(graph => {
    const data = graph.layer('data', { size: [4096, 4096], channels: 1 })
    // 8.5 GB each, which no machine holds so often.
    const map = () => graph.layer('conv2d', { filters: 127, kernelSize: [1, 1] }, data.output('image'))
    graph.layer('output', { reads: 'asIs' }, graph.layer('add', {}, Array.from({ length: 60 }, map)))
  })
  const context = { ...createJobResources(), signal: { isStopped: false }, report: () => undefined }
  const refused = timeLayers({ document: createDocument('large', drawing) }, context)
  await expect(refused).rejects.toMatchObject({
    code: 'times/too-large',
    message: expect.stringMatching(/^(conv2d_\d+|add) takes \d+ GB of memory for one sample, and .* are free\.$/)
  })
})
