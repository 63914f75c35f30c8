import { drawNetwork, type DrawnNode, type GraphBuilder } from '../../graph/graph-builder.ts'
import { cleanName, uniqueName } from '../../graph/names.ts'
import type { PortReference } from '../../graph/drawing.ts'
import { inferNetwork, type Datasets } from '../../network/infer.ts'
import type { NetworkLayer } from '../../network/network.ts'
import { hasErrors, type Location, type Problem } from '../../problem.ts'
import type { ReadModel } from '../format.ts'
import { weightKey } from '../trained-model.ts'
import type { KerasGraph, KerasNode } from './keras-graph.ts'
import type { LayerPlan } from './plans/layer-plan.ts'
import { planLayers } from './plans/plan-layers.ts'
import { kerasWeights } from './problems.ts'

/** The model as a drawing of our layers, or what has no equal among them. */
export function readModelOf(
  graph: KerasGraph,
  file: string,
  classes: readonly string[]
): { readonly model: ReadModel } | { readonly problems: readonly Problem[] } {
  const { plans, problems } = planLayers(graph, file, classes)
  if (problems.length > 0) return { problems }
  const datasets: Datasets = Object.fromEntries(
    plans.flatMap(({ dataset }) => (dataset === undefined ? [] : [[dataset.id, dataset.facts]]))
  )
  const byNode = new Map<string, LayerPlan>()
  const drawing = drawNetwork(builder => draw(builder, plans, byNode))
  const network = inferNetwork(drawing, datasets)
  if (hasErrors(network.problems)) {
    const errors = network.problems.filter(({ severity }) => severity === 'error')
    return { problems: errors.map(({ where, ...problem }) => ({ ...problem, where: inFile(file, where) })) }
  }
  const weights: Record<string, Float32Array> = {}
  const misfits: Problem[] = []
  for (const layer of network.layers) {
    const misfit = fillWeights(weights, layer, byNode.get(layer.node.id))
    if (misfit !== undefined) misfits.push(kerasWeights(inFile(file, { path: layer.path }), misfit))
  }
  if (misfits.length > 0) return { problems: misfits }
  return { model: { name: graph.name, drawing, datasets, weights } }
}

function draw(builder: GraphBuilder, plans: readonly LayerPlan[], byNode: Map<string, LayerPlan>): void {
  const drawn = new Map<string, PortReference>()
  const taken = new Set<string>()
  for (const plan of plans) {
    const { type, parameters, inputs, name: wanted } = plan
    const name = uniqueName(cleanName(wanted) ?? type, each => taken.has(each))
    taken.add(name)
    const sources = inputs.flatMap(input => drawn.get(input) ?? [])
    const feeds = plan.takesList ? sources : sources[0]
    const node: DrawnNode = builder.layer(type, parameters, feeds, { name })
    byNode.set(node.node, plan)
    const reference = type === 'data' ? node.output('image') : node
    drawn.set(plan.standsFor, reference)
  }
}

/** Nodes of a file that was refused are on no canvas. */
function inFile(file: string, { path }: Location): Location {
  return { path: `${file}: ${path}` }
}

/** Takes over the numbers of one layer, or says how they do not fit. */
function fillWeights(
  weights: Record<string, Float32Array>,
  { key, facts }: NetworkLayer,
  plan: LayerPlan | undefined
): { readonly given: string; readonly wanted: string } | undefined {
  const known = facts?.weights ?? []
  const given = plan?.weights ?? []
  const names = plan?.weightNames ?? known.map(({ name }) => name)
  const wanted = names.map(name => known.find(fact => fact.name === name)?.shape ?? [])
  if (shapesText(wanted) !== shapesText(given.map(({ shape }) => shape))) {
    return { given: shapesText(given.map(({ shape }) => shape)), wanted: shapesText(wanted) }
  }
  names.forEach((name, index) => {
    const data = given[index]?.data
    if (data !== undefined) weights[weightKey(key, name)] = data
  })
  return undefined
}

function shapesText(shapes: readonly KerasNode['weights'][number]['shape'][]): string {
  return shapes.length === 0
    ? 'none'
    : shapes.map(shape => (shape.length === 0 ? 'one number' : shape.join('×'))).join(', ')
}
