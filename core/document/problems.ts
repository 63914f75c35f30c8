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
