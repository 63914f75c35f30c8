import type { Problem } from './problem.ts'

/** Problems in the order in which they were found; the same one of a block's definition once, however often it stands. */
export class ProblemList {
  readonly #found = new Map<string, { readonly problem: Problem; readonly alsoAt: string[] }>()

  add(problem: Problem): void {
    const { code, where, message } = problem
    const key = [code, where.node ?? where.path, where.port, where.parameter, message].join('\n')
    const known = this.#found.get(key)
    if (known === undefined) this.#found.set(key, { problem, alsoAt: [...(problem.alsoAt ?? [])] })
    else if (where.path !== known.problem.where.path) known.alsoAt.push(where.path)
  }

  get list(): readonly Problem[] {
    return [...this.#found.values()].map(({ problem, alsoAt }) =>
      alsoAt.length === 0 ? problem : { ...problem, alsoAt: [...new Set(alsoAt)] }
    )
  }
}
