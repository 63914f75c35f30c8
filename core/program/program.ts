import type { Variable } from '../ops/graph-writer.ts'
import type { Operation, Tensor } from '../ops/define-op.ts'

/**
 * One way to run a program: what is fed, what is fetched, and which updates of variables happen.
 * An update takes effect after every read of its variable in the same entry point. Entry points may be cut from one
 * builder: what they have in common then stands in the graph once, and a run computes what its own fetches need.
 */
export interface EntryPoint {
  readonly name: string
  readonly feeds: Readonly<Record<string, Tensor>>
  readonly fetches: Readonly<Record<string, Tensor>>
  readonly updates: readonly Operation[]
}

/** Ops in order, with variables and named entry points: what the engine runs once it is lowered. */
export interface Program {
  readonly variables: readonly Variable[]
  readonly entryPoints: readonly EntryPoint[]
}
