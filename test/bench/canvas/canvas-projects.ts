import { mkdirSync, writeFileSync } from 'node:fs'
import { layerOf } from '../../../core/layers/catalogue.ts'
import { join } from 'node:path'
import { createDocument } from '../../../core/document/create-document.ts'
import { serializeProject } from '../../../core/document/file/project-file.ts'
import type { Document, Position } from '../../../core/document/records.ts'
import type { Drawing, Edge, GraphNode, NodeId } from '../../../core/graph/drawing.ts'
import { drawNetwork, type GraphBuilder } from '../../../core/graph/graph-builder.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import { digits } from '../../../core/data/sources/built-in.ts'
import { drawZooNetwork } from '../../../core/templates/catalogue.ts'

/** A drawing that the canvas is measured on. */
export interface CanvasProject {
  readonly name: string
  readonly folder: string
  readonly nodeCount: number
  readonly edgeCount: number
}

/** Rows and columns of a wrapped drawing lie so far apart, in canvas points. */
const [columnStep, rowStep] = [264, 104]
/** A window's shape, so that a fitted drawing fills it. */
const columnsOverRows = 0.62

export function smallProject(folder: string): CanvasProject {
  return write(folder, '10 nodes', drawNetwork(drawSmall))
}

/** Every block of the network of the literature opened: 517 layers in one graph. */
export function deepProject(folder: string): CanvasProject {
  const drawn = drawZooNetwork('resnet152', {})
  if ('problems' in drawn) throw new Error(drawn.problems.map(({ message }) => message).join(' '))
  return write(folder, 'ResNet-152', flatten(drawn.drawing))
}

/** Residual units in a row until there are 2,000 nodes. */
export function largeProject(folder: string): CanvasProject {
  return write(
    folder,
    '2,000 nodes',
    drawNetwork(graph => drawLarge(graph, 2000))
  )
}

function write(folder: string, name: string, drawing: Drawing): CanvasProject {
  const document: Document = createDocument(name, drawing, { datasets: [digits], positions: wrap(drawing) })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'project.json'), serializeProject(document, layerOf))
  const [nodeCount, edgeCount] = [Object.keys(drawing.nodes).length, Object.keys(drawing.edges).length]
  return { name, folder, nodeCount, edgeCount }
}

/** Down and up again in columns, in the order in which data flow: all of a deep network is seen at once. */
function wrap({ nodes }: Drawing): Readonly<Record<NodeId, Position>> {
  const ids = Object.keys(nodes)
  const columns = Math.max(1, Math.round(Math.sqrt(ids.length * columnsOverRows)))
  const rows = Math.ceil(ids.length / columns)
  return Object.fromEntries(
    ids.map((id, index) => {
      const column = Math.floor(index / rows)
      return [id, { x: column * columnStep, y: (index - column * rows) * rowStep }]
    })
  )
}

/** One graph of all layers of a network, as if each of its blocks had been ungrouped. */
function flatten(drawing: Drawing): Drawing {
  const { layers } = inferNetwork(drawing)
  const graph = drawing.root
  const nodes: Record<string, GraphNode> = {}
  const edges: Record<string, Edge> = {}
  const idOf = new Map(layers.map(({ key }, index) => [key, `n${index}`]))
  for (const { key, path, node, parameters, inputs } of layers) {
    const id = idOf.get(key) ?? ''
    const name = path.replace(/[^A-Za-z0-9]+/g, '_').replace(/_$/, '')
    nodes[id] = { id, graph, type: node.type, name, parameters: parameters as GraphNode['parameters'] }
    for (const [port, sources] of Object.entries(inputs)) {
      for (const [order, source] of sources.entries()) {
        const edge = `${id}.${port}.${order}`
        const from = { node: idOf.get(source.key) ?? '', port: source.port }
        edges[edge] = { id: edge, graph, from, to: { node: id, port }, order }
      }
    }
  }
  return { root: graph, nodes, edges, blocks: {} }
}

function drawSmall(graph: GraphBuilder): void {
  const data = graph.layer('data', { dataset: digits.id, size: [28, 28] })
  const conv1 = graph.layer('conv2d', { filters: 16, padding: 'same' }, data.output('image'))
  const relu = graph.layer('relu', {}, conv1)
  const conv2 = graph.layer('conv2d', { filters: 16, padding: 'same' }, relu)
  const sum = graph.layer('add', {}, [relu, conv2])
  const pooled = graph.layer('maxPooling2d', {}, sum)
  const flat = graph.layer('flatten', {}, pooled)
  const hidden = graph.layer('dense', { units: 64 }, flat)
  const classes = graph.layer('dense', { units: 10 }, hidden)
  graph.layer('softmaxCrossEntropy', {}, { prediction: classes, target: data.output('label') })
}

function drawLarge(graph: GraphBuilder, count: number): void {
  const data = graph.layer('data', { dataset: digits.id, size: [28, 28] })
  let last = graph.layer('conv2d', { filters: 16, padding: 'same' }, data.output('image'))
  const [unit, tail] = [7, 3]
  let drawn = 2
  for (; drawn + unit + tail <= count; drawn += unit) {
    const first = graph.layer('conv2d', { filters: 16, padding: 'same' }, last)
    const scaled = graph.layer('batchNormalization', {}, first)
    const relu = graph.layer('relu', {}, scaled)
    const second = graph.layer('conv2d', { filters: 16, padding: 'same' }, relu)
    const sum = graph.layer('add', {}, [last, graph.layer('batchNormalization', {}, second)])
    last = graph.layer('relu', {}, sum)
  }
  for (; drawn + tail < count; drawn += 1) last = graph.layer('relu', {}, last)
  const flat = graph.layer('flatten', {}, last)
  const classes = graph.layer('dense', { units: 10 }, flat)
  graph.layer('softmaxCrossEntropy', {}, { prediction: classes, target: data.output('label') })
}
