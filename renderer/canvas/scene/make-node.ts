import { portsOf } from '../../../core/document/connections/ports.ts'
import type { Document } from '../../../core/document/records.ts'
import type { Direction } from '../../../core/graph/direction.ts'
import type { GraphNode } from '../../../core/graph/drawing.ts'
import { layerOf } from '../../../core/layers/catalogue.ts'
import type { Severity } from '../../../core/problem.ts'
import { pathKey, type GraphPosition } from '../graph-position.ts'
import type { CanvasPoint } from '../points.ts'
import type { Container } from './container.ts'
import type { InstanceFacts } from './levels/instance-facts.ts'
import { nodeText, repeatText } from './node-text.ts'
import { portPoints } from './edges/port-positions.ts'
import { rememberByRecord } from './changes/remembered.ts'
import { sceneKey, type SceneNode, type ScenePort, type Strip } from './scene.ts'

interface Drawn {
  readonly node: GraphNode
  readonly position: GraphPosition
  readonly shown: GraphPosition
  readonly severity: Severity | undefined
}

type DrawnNode = Drawn & Pick<SceneNode, 'bounds' | 'form'> & { readonly direction: Direction }

const remembered = rememberByRecord<SceneNode>()

/** A node with its ports along the sides on which data come in and go out. The same object while it looks the same. */
export function makeNode(document: Document, facts: InstanceFacts, drawn: DrawnNode): SceneNode {
  const { node, position, shown, severity, form, direction } = drawn
  const { left, top, right, bottom } = drawn.bounds
  // A block says what is in its definition; of a layer, its values and its dataset are all that it says.
  const values = node.type === 'block' ? undefined : facts.valuesOf(node.id)
  const said = [document.blocks, document.datasets, values, facts.isLeftOut(node.id), severity]
  const where = [pathKey(shown.path), pathKey(position.path), form, direction, left, top, right, bottom]
  const make = (): SceneNode => makeNodeAnew(document, facts, drawn)
  return node.type === 'block' ? make() : remembered(node, [...said, ...where], make)
}

function makeNodeAnew(document: Document, facts: InstanceFacts, drawn: DrawnNode): SceneNode {
  const { bounds, form, direction } = drawn
  const { inputs, outputs } = portsOf(document, drawn.node, layerOf)
  const startAt = portPoints(bounds, inputs.length, { direction, side: 'start' })
  const endAt = portPoints(bounds, outputs.length, { direction, side: 'end' })
  return {
    ...describe(document, facts, drawn),
    ...{ bounds, form },
    inputs: inputs.flatMap(({ name, isMany }, index) => makePort(name, startAt[index], isMany)),
    outputs: outputs.flatMap(({ name }, index) => makePort(name, endAt[index]))
  }
}

/** A block with what is inside it. */
export function makeContainerNode(
  document: Document,
  facts: InstanceFacts,
  drawn: Drawn & { readonly container: Container; readonly strips: readonly Strip[] | undefined }
): SceneNode {
  const { container, strips } = drawn
  const { inputs, outputs } = portsOf(document, drawn.node, layerOf)
  return {
    ...describe(document, facts, drawn),
    form: 'container',
    bounds: container.bounds,
    body: container.body,
    ...(strips === undefined ? {} : { strips }),
    inputs: inputs.flatMap(({ name }) => makePort(name, container.inputs.get(name))),
    outputs: outputs.flatMap(({ name }) => makePort(name, container.outputs.get(name)))
  }
}

function describe(document: Document, facts: InstanceFacts, { node, position, shown, severity }: Drawn) {
  return {
    key: sceneKey(shown.path, position.path, node.id),
    id: node.id,
    path: position.path,
    ...nodeText(document, node, facts.valuesOf(node.id)),
    isBlock: node.type === 'block',
    isLeftOut: facts.isLeftOut(node.id),
    ...(node.isBypassed && { isBypassed: node.isBypassed }),
    repeat: repeatText(node),
    severity
  }
}

function makePort(name: string, at: CanvasPoint | undefined, takesMany = false): readonly ScenePort[] {
  return at === undefined ? [] : [{ name, label: name.replace(/([A-Z])/g, ' $1').toLowerCase(), at, takesMany }]
}

export function portOf(ports: readonly ScenePort[], name: string): ScenePort | undefined {
  return ports.find(port => port.name === name)
}
