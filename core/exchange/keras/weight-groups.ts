import type { H5Group } from '../h5.ts'
import type { ConfiguredNode } from './config.ts'
import type { KerasNode, KerasWeight } from './keras-graph.ts'

/** `ZeroPadding2D` as Keras files it: `zero_padding2d`; `to_snake_case` in its keras/src/utils/naming.py. */
function snakeCase(className: string): string {
  return className
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
}

/** Under which name each node's weights lie: its class, numbered from the second of its class on. */
function groupNames(nodes: readonly ConfiguredNode[]): readonly string[] {
  const counts = new Map<string, number>()
  return nodes.map(({ className }) => {
    const name = snakeCase(className)
    const count = counts.get(name) ?? 0
    counts.set(name, count + 1)
    return count === 0 ? name : `${name}_${count}`
  })
}

/** `model.weights.h5` of a model whose nodes stand in Keras's order. */
export function writeWeightGroups(name: string, nodes: readonly KerasNode[]): H5Group {
  const names = groupNames(nodes)
  const layers = nodes.map((node, index) => {
    const datasets = Object.fromEntries(node.weights.map((weight, position) => [String(position), weight]))
    return [names[index], group({ groups: { vars: group({ attributes: { name: node.name }, datasets }) } })]
  })
  const own = group({ attributes: { name } })
  return group({ groups: { layers: group({ groups: Object.fromEntries(layers) }), vars: own } })
}

function group(parts: Partial<H5Group>): H5Group {
  return { attributes: {}, groups: {}, datasets: {}, ...parts }
}

/** The nodes with the numbers that the file has for each; a node without any has none in Keras either. */
export function readWeightGroups(file: H5Group, nodes: readonly ConfiguredNode[]): readonly KerasNode[] {
  const names = groupNames(nodes)
  const layers = own(file.groups, 'layers')?.groups ?? {}
  return nodes.map((node, index) => {
    const datasets = own(own(layers, names[index] ?? '')?.groups ?? {}, 'vars')?.datasets ?? {}
    const weights: KerasWeight[] = []
    for (let position = 0, found = datasets[0]; found !== undefined; position += 1, found = datasets[position])
      weights.push(found)
    return { ...node, weights }
  })
}

/** Names come from the file, and an object answers to some that it does not hold. */
function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}
