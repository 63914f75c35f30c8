import type { Drawing } from '../graph/drawing.ts'
import type { ParameterTable, ValuesOf } from '../parameters.ts'

/** A network of the literature, or a small one to learn on: drawn anew for each choice of its parameters. */
export interface ZooNetwork<Table extends ParameterTable = ParameterTable> {
  readonly id: string
  readonly name: string
  readonly year: number
  /** Where it was first described. */
  readonly paper: string
  /** Whose settings its layers have where a paper leaves them open or several sources differ. */
  readonly settings: string
  /** One paragraph: what it brought, and what to look at. */
  readonly summary: string
  readonly parameters: Table
  /** Values are complete and valid. */
  draw(values: ValuesOf<Table>): Drawing
}

export type AnyZooNetwork = ZooNetwork

export function defineNetwork<const Table extends ParameterTable>(network: ZooNetwork<Table>): ZooNetwork<Table> {
  return network
}
