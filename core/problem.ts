/** Where a problem is: a path that a person can read, and the ids that lead the window there. */
export interface Location {
  /** Path of names, `stage2/block[3]/conv`, or a place in a file, `project.json: nodes.n4.type`. */
  readonly path: string
  /** Id of the node in its own graph, when the problem is about a node. */
  readonly node?: string
  readonly edge?: string
  readonly port?: string
  readonly parameter?: string
}

/** A hint could be done better and does no harm. */
export type Severity = 'error' | 'warning' | 'hint'

interface Port {
  readonly node: string
  readonly port: string
}

/** A layer to be added. */
export interface Addition {
  readonly type: string
  readonly parameters?: Readonly<Record<string, unknown>>
  /** The edge into this port is led through the new layer. */
  readonly before?: Port
  /** What its other inputs are joined to: an output, or whatever feeds another input. */
  readonly inputs?: Readonly<Record<string, Port | { readonly sourceOf: Port }>>
}

/** A mend that one press applies: `applyRepair` does it. */
export interface Repair {
  readonly label: string
  /** Another node than the problem's, where the new values belong. */
  readonly node?: string
  /** New values for the node at the problem's place. */
  readonly parameters?: Readonly<Record<string, unknown>>
  readonly add?: Addition
  /** The problem's port is joined to what feeds the port `input` of this node, past it. */
  readonly past?: string
  /** The problem's port is joined to this output, in place of another of the same node. */
  readonly join?: Port & { readonly inPlaceOf: string }
  /** Another batch size for the recipe. */
  readonly batchSize?: number
  /** A block's parameter to be taken away, with the arguments that its instances give for it. */
  readonly drop?: { readonly block: string; readonly parameter: string }
}

/** Something that the person can mend, told as data. */
export interface Problem {
  /** A name that tests and translations can rely on, such as `shape/rank-too-low`. */
  readonly code: string
  readonly severity: Severity
  readonly where: Location
  /** The paths of the other instances of a block, and of its other repeats, where the same holds. */
  readonly alsoAt?: readonly string[]
  /** What was received and what was expected, with the numbers in it. */
  readonly message: string
  /** How to mend it, as a sentence. */
  readonly fix: string
  readonly repair?: Repair
}

interface ProblemText {
  readonly message: string
  readonly fix: string
  readonly repair?: Repair
}

/** One kind of problem: called with its place and the values received, it makes the problem. */
export interface ProblemKind<Values> {
  (where: Location, values: Values): Problem
  readonly code: string
  readonly severity: Severity
}

/** Defines a kind of problem beside the noun that it is about. */
export function defineProblem<Values = void>(
  code: string,
  severity: Severity,
  text: (values: Values) => ProblemText
): ProblemKind<Values> {
  const make = (where: Location, values: Values): Problem => ({ code, severity, where, ...text(values) })
  return Object.assign(make, { code, severity })
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some(problem => problem.severity === 'error')
}
