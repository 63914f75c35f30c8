import { message } from '../messages/message.ts'
import { defineProblem, type Problem } from '../../core/problem.ts'

/** Where a value lies in what the fields write to: `['recipe', 'batchSize']`. */
export type EntryPath = readonly (string | number)[]

interface Kept {
  readonly path: EntryPath
  readonly label: string
  readonly typed: string
  readonly problem: string | undefined
  /** The value that it shall replace. */
  readonly standing: string | undefined
}

const unfitEntry = defineProblem<Pick<Kept, 'typed'> & { readonly expected: string }>(
  'entry/unfit',
  'error',
  ({ typed, expected }) => ({
    message: typed.trim() === '' ? message('entry/empty') : message('entry/unfit', { typed }),
    fix: expected,
    repair: { label: message('entry/takeBack') }
  })
)

/**
 * What was typed somewhere and is no value: it outlives its field, as it was typed, until it is mended or taken back,
 * and lets nothing begin meanwhile that would go by the value before. It goes too when that value changes otherwise.
 */
export class Entries {
  readonly #read: () => unknown
  #kept = $state.raw<readonly Kept[]>([])
  readonly #standing = $derived.by(() => {
    const values = this.#read()
    return this.#kept.filter(({ path, standing }) => standing === standingOf(values, path))
  })
  /** A problem for each that does not fit. */
  readonly problems = $derived(this.#standing.flatMap(problemsOf))

  /** `read` gives what the paths lead into. */
  constructor(read: () => unknown) {
    this.#read = read
  }

  /** The entry of one field. The label says to a person which one. */
  at(path: EntryPath, label: string) {
    const find = () => this.#standing.find(kept => isSame(kept.path, path))
    return {
      get typed() {
        return find()?.typed
      },
      get problem() {
        return find()?.problem
      },
      keep: (typed: string, problem: string | undefined) => {
        const standing = standingOf(this.#read(), path)
        this.#kept = [...this.#others(path), { path, label, typed, problem, standing }]
      },
      drop: () => this.drop(path)
    }
  }

  drop(path: EntryPath): void {
    this.#kept = this.#others(path)
  }

  /** Takes the old value back in the field that a problem is about; false for a problem of anything else. */
  takeBack(problem: Problem): boolean {
    const kept = this.#standing.find(each => problemsOf(each).some(({ where }) => where.path === problem.where.path))
    if (kept === undefined || problem.code !== unfitEntry.code) return false
    this.drop(kept.path)
    return true
  }

  forget(): void {
    this.#kept = []
  }

  #others(path: EntryPath): readonly Kept[] {
    return this.#standing.filter(kept => !isSame(kept.path, path))
  }
}

function problemsOf({ path: [collection, id], label, typed, problem }: Kept): readonly Problem[] {
  if (problem === undefined) return []
  const node = collection === 'nodes' && { node: String(id) }
  return [unfitEntry({ path: label, ...node }, { typed, expected: problem })]
}

function isSame(one: EntryPath, other: EntryPath): boolean {
  return one.length === other.length && one.every((step, index) => step === other[index])
}

/** The value at a path as text, with the kind of what it belongs to; undefined where there is nothing that could have it. */
function standingOf(values: unknown, path: EntryPath): string | undefined {
  const holder = path.slice(0, -1).reduce(stepInto, values)
  if (typeof holder !== 'object' || holder === null) return undefined
  return JSON.stringify([stepInto(holder, 'kind'), stepInto(holder, path.at(-1) ?? '')])
}

function stepInto(value: unknown, step: string | number): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[step] : undefined
}
