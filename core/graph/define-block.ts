import { assert } from '../assert.ts'
import type { PlainParameter } from '../parameters.ts'
import type { BlockDefinition } from './drawing.ts'
import { drawGraph, type GraphBuilder } from './graph-builder.ts'

export interface BlockHeader {
  readonly name: string
  readonly label: string
  readonly summary: string
  readonly source?: string
  readonly parameters: Readonly<Record<string, PlainParameter>>
}

/** Defines a block in code: its name is its id, and its graph's, and stands before the ids of its nodes. */
export function defineBlock(header: BlockHeader, draw: (builder: GraphBuilder) => void): BlockDefinition {
  const { parameters, ...rest } = header
  const { nodes, edges, definitions } = drawGraph(header.name, `${header.name}.`, draw)
  const list = Object.entries(parameters).map(([name, parameter]) => {
    assert(parameter.visible === undefined, `A definition is plain data, so ${name} can not be hidden by a function.`)
    return { name, parameter }
  })
  return { block: { ...rest, id: header.name, graph: header.name, parameters: list }, nodes, edges, uses: definitions }
}
