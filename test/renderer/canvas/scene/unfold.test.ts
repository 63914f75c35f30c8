import { array, assert, boolean, constantFrom, integer, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inceptionB } from '../../../../core/blocks/inception/inception-b.ts'
import { residual } from '../../../../core/blocks/residual/residual.ts'
import { createDocument } from '../../../../core/document/create-document.ts'
import type { Document } from '../../../../core/document/records.ts'
import { drawNetwork } from '../../../../core/graph/graph-builder.ts'
import { inferNetwork } from '../../../../core/network/infer.ts'
import { defaultsOf } from '../../../../core/parameters.ts'
import { zoo } from '../../../../core/zoo/catalogue.ts'
import { blocksInside } from '../../../../renderer/canvas/folding.ts'
import { isWithin, pathKey, type RepeatsShown } from '../../../../renderer/canvas/graph-position.ts'
import { overlaps, type Rectangle } from '../../../../renderer/canvas/points.ts'
import { flatten } from '../../../../renderer/canvas/scene/edges/curve.ts'
import { makeScene } from '../../../../renderer/canvas/scene/make-scene.ts'
import { isKeyInside, type Scene, type SceneNode } from '../../../../renderer/canvas/scene/scene.ts'

function sceneOf(document: Document, unfolded: readonly string[], repeats: RepeatsShown = 'first'): Scene {
  const network = inferNetwork(document)
  return makeScene({
    document,
    network,
    graph: document.root,
    path: [],
    unfolded: new Map(unfolded.map(key => [key, repeats]))
  })
}

function allBlocks(document: Document): readonly string[] {
  return blocksInside(document, { graph: document.root, path: [] }, new Map()).map(pathKey)
}

/** Whether one node is drawn inside the other, an unfolded block. */
function isInside(inner: SceneNode, outer: SceneNode): boolean {
  return isKeyInside(inner.key, outer.key)
}

function overlapping(scene: Scene): readonly string[] {
  const nodes = [...scene.nodes.values()]
  return nodes.flatMap((a, index) =>
    nodes
      .slice(index + 1)
      .filter(b => overlaps(a.bounds, b.bounds) && !isInside(a, b) && !isInside(b, a))
      .map(b => `${a.key} ${b.key}`)
  )
}

function encloses(outer: Rectangle, inner: Rectangle): boolean {
  return (
    inner.left >= outer.left && inner.top >= outer.top && inner.right <= outer.right && inner.bottom <= outer.bottom
  )
}

/** What lies over the border of the block that it is in. */
function escaped(scene: Scene): readonly string[] {
  const bodies = [...scene.nodes.values()].filter(({ body }) => body !== undefined)
  return bodies.flatMap(outer => {
    const path = [...outer.path, outer.id]
    const parts = [...scene.nodes.values(), ...scene.edges.values()].filter(part => isWithin(part.path, path))
    return parts.filter(({ bounds }) => !encloses(outer.body!, bounds)).map(({ key }) => `${key} out of ${outer.key}`)
  })
}

/** Edges that run over a node that they do not lead to. */
function crossing(scene: Scene): readonly string[] {
  const nodes = [...scene.nodes.values()]
  return [...scene.edges.values()].flatMap(edge => {
    const points = flatten(edge.curve, 40)
    return nodes
      .filter(({ key, path }) => path.length === edge.path.length && key !== edge.from && key !== edge.to)
      .filter(({ bounds: { left, top, right, bottom } }) =>
        points.some(({ x, y }) => x > left + 1 && x < right - 1 && y > top + 1 && y < bottom - 1)
      )
      .map(({ key }) => `${edge.key} over ${key}`)
  })
}

describe.each(zoo.filter(network => network.draw(defaultsOf(network.parameters)).blocks))('$name unfolded', network => {
  const document = createDocument('Test', network.draw(defaultsOf(network.parameters)))
  const blocks = allBlocks(document)
  const scene = sceneOf(document, blocks)

  it('has nothing on anything else, over a border or across a node', () => {
    expect([overlapping(scene), escaped(scene), crossing(scene)]).toEqual([[], [], []])
  })

  it('leads every edge from a port to a port', () => {
    const isMet = ({ key, from, to }: { readonly key: string; readonly from: string; readonly to: string }): boolean =>
      scene.nodes.has(from) && scene.nodes.has(to) && scene.edges.get(key)!.curve.segments.length > 0
    expect([...scene.edges.values()].filter(edge => !isMet(edge))).toEqual([])
    const containers = [...scene.nodes.values()].filter(({ form }) => form === 'container')
    expect(containers).toHaveLength(blocks.length)
    const plates = [...scene.nodes.values()].filter(({ form }) => form === 'plate')
    expect(plates).toHaveLength(
      containers.reduce((sum, { inputs, outputs }) => sum + inputs.length + outputs.length, 0)
    )
  })
})

describe('all repeats', () => {
  const deep = zoo.filter(({ id }) => ['resnet152', 'resnet18', 'densenet121', 'mobilenetv2'].includes(id))

  it.each(deep)('of $name stand one after the other and show every layer', network => {
    const document = createDocument('Test', network.draw(defaultsOf(network.parameters)))
    const scene = sceneOf(document, allBlocks(document), 'all')
    expect([overlapping(scene), crossing(scene)]).toEqual([[], []])
    const layers = [...scene.nodes.values()].filter(({ form, isLeftOut }) => form === 'card' && !isLeftOut)
    expect(layers).toHaveLength(inferNetwork(document).layers.length)
    const strips = [...scene.nodes.values()].flatMap(({ strips = [] }) => strips.slice(1))
    const links = [...scene.edges.values()].filter(({ isLink }) => isLink)
    expect(links).toHaveLength(strips.length)
    expect(links.filter(({ from, to }) => !scene.nodes.has(from) || !scene.nodes.has(to))).toEqual([])
  })
})

const kinds = ['residual', 'inceptionB', 'relu'] as const
const drawn = array(
  record({ kind: constantFrom(...kinds), column: integer({ min: 0, max: 4 }), row: integer({ min: 0, max: 6 }) }),
  { minLength: 1, maxLength: 10 }
)

/** Nodes on a raster with one place each, joined in a chain in the order in which they were drawn. */
function drawOn(
  positions: readonly { readonly kind: (typeof kinds)[number]; readonly column: number; readonly row: number }[]
) {
  const free = new Map(positions.map(position => [`${position.column} ${position.row}`, position]))
  const ids: string[] = []
  const drawing = drawNetwork(graph => {
    let last = graph.layer('data', { size: [32, 32] }).output('image')
    for (const { kind } of free.values()) {
      last =
        kind === 'relu'
          ? graph.layer('relu', {}, last)
          : graph.block(kind === 'residual' ? residual : inceptionB, { filters: 4 }, last)
    }
  })
  for (const node of Object.values(drawing.nodes))
    if (node.graph === drawing.root && node.type !== 'data') ids.push(node.id)
  const entries = [...free.values()].map(({ column, row }, index) => [
    ids[index]!,
    { x: column * 224, y: 200 + row * 96 }
  ])
  const data = Object.values(drawing.nodes).find(({ type }) => type === 'data')!
  return createDocument('Test', drawing, {
    positions: Object.fromEntries([...entries, [data.id, { x: 0, y: 0 }]])
  })
}

it('makes room for whatever is unfolded, the same each time, and gives it back', { timeout: 60_000 }, () => {
  assert(
    property(drawn, array(boolean(), { minLength: 200, maxLength: 200 }), (positions, chosen) => {
      const document = drawOn(positions)
      const folded = sceneOf(document, [])
      const unfolded = allBlocks(document).filter((_, index) => chosen[index])
      const scene = sceneOf(document, unfolded)
      expect([overlapping(scene), escaped(scene)]).toEqual([[], []])
      expect(sceneOf(document, unfolded).nodes).toEqual(scene.nodes)
      expect(sceneOf(document, []).nodes).toEqual(folded.nodes)
      const middle = ({ bounds }: SceneNode): number => (bounds.left + bounds.right) / 2
      for (const a of folded.nodes.values()) {
        for (const b of folded.nodes.values()) {
          // What stood below or to the right of another one still does, in parts without a gutter between them.
          const [c, d] = [scene.nodes.get(a.key)!, scene.nodes.get(b.key)!]
          const isBeside = Math.abs(a.bounds.left - b.bounds.left) < 296
          if (isBeside && b.bounds.top >= a.bounds.bottom) expect(d.bounds.top).toBeGreaterThanOrEqual(c.bounds.bottom)
          if (b.bounds.left >= a.bounds.right) expect(middle(d)).toBeGreaterThan(middle(c))
        }
      }
    }),
    { numRuns: 60, seed: 14 }
  )
})
