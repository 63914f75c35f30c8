import { defineProblem } from '../problem.ts'

interface PortValues {
  readonly node: string
  readonly port: string
  readonly side: 'input' | 'output'
}

export const noSuchPort = defineProblem<PortValues>('document/missing-port', 'error', ({ node, port, side }) => ({
  message: `"${node}" has no ${side} "${port}".`,
  fix: 'Draw the edge to a port that exists.'
}))

interface Ends {
  readonly from: string
  readonly to: string
}

export const crossesGraphs = defineProblem<Ends>('document/edge-across-graphs', 'error', ({ from, to }) => ({
  message: `${from} and ${to} are not in the same graph.`,
  fix: 'Lead the value out of its block through an output, and into another through an input.'
}))

export const closesCycle = defineProblem<Ends>('document/edge-closes-cycle', 'error', ({ from, to }) => ({
  message: `${from} already depends on ${to}: the data would run in a circle.`,
  fix: 'Connect a layer that comes earlier.'
}))

export const missingNode = defineProblem<{ readonly node: string }>('document/missing-node', 'error', ({ node }) => ({
  message: `There is no node "${node}".`,
  fix: 'Remove what refers to it, or add the node.'
}))

export const crowdedPort = defineProblem<{ readonly node: string; readonly port: string; readonly count: number }>(
  'document/crowded-port',
  'error',
  ({ node, port, count }) => ({
    message: `The port "${port}" of "${node}" takes one edge and has ${count}.`,
    fix: 'Keep one of the edges, or merge the values with an add or concatenate layer.'
  })
)

export const unknownLayer = defineProblem<{ readonly type: string }>('document/unknown-layer', 'error', ({ type }) => ({
  message: `There is no layer type "${type}".`,
  fix: 'Correct the type, or open the project with the version of Receptive that made it.'
}))

export const unknownParameter = defineProblem<{
  readonly type: string
  readonly name: string
  readonly known: readonly string[]
}>('document/unknown-parameter', 'error', ({ type, name, known }) => ({
  message: `"${type}" has no parameter "${name}".`,
  fix: known.length === 0 ? 'Remove it: there are none.' : `Use one of ${known.join(', ')}.`
}))

export const unknownGraph = defineProblem<{ readonly graph: string }>(
  'document/unknown-graph',
  'error',
  ({ graph }) => ({
    message: `"${graph}" is neither the root graph nor the graph of a block.`,
    fix: 'Name one of these graphs.'
  })
)

export const sharedGraph = defineProblem<{ readonly graph: string }>('document/shared-graph', 'error', ({ graph }) => ({
  message: `The graph "${graph}" belongs to more than one block, or is the root graph.`,
  fix: 'Give every block a graph of its own.'
}))

export const misplaced = defineProblem<{ readonly type: string; readonly expected: string }>(
  'document/misplaced',
  'error',
  ({ type, expected }) => ({ message: `"${type}" is not allowed here.`, fix: `Keep it to ${expected}.` })
)

export const foreignWeights = defineProblem<{ readonly owner: string; readonly reason: string }>(
  'document/foreign-weights',
  'error',
  ({ owner, reason }) => ({
    message: `It can not use the weights of "${owner}": ${reason}.`,
    fix: 'Name a node of the same graph, of the same type or block, that has weights of its own; or leave "weightsOf" out.'
  })
)

export const settingsBesideOwner = defineProblem<{ readonly owner: string }>(
  'document/settings-beside-owner',
  'error',
  ({ owner }) => ({
    message: `It uses the weights of "${owner}" and has settings of its own beside that node's.`,
    fix: 'Leave its parameters and its repeat empty, or leave "weightsOf" out.'
  })
)

export const badName = defineProblem<{ readonly name: string }>('document/bad-name', 'error', ({ name }) => ({
  message: `"${name}" can not be a name.`,
  fix: 'Begin with a letter, and use letters, digits, "_" and "-", at most 64 of them.'
}))

export const duplicateName = defineProblem<{ readonly name: string; readonly other: string }>(
  'document/duplicate-name',
  'error',
  ({ name, other }) => ({
    message: `The name "${name}" is taken by the node "${other}" of the same graph.`,
    fix: 'Give one of them another name.'
  })
)

export const wrongId = defineProblem<{ readonly key: string; readonly id: string }>(
  'document/wrong-id',
  'error',
  ({ key, id }) => ({
    message: `The record stands under "${key}" and says its id is "${id}".`,
    fix: 'Make both the same.'
  })
)
