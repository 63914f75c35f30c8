import type { HostError } from '../../core/host/host-error.ts'
import type { Problem } from '../../core/problem.ts'

/** Problems as people read them: the place, what is wrong, and the fix below it. */
export function problemLines(problems: readonly Problem[]): readonly string[] {
  return problems.flatMap(({ severity, where, message, fix }) => [
    `${severity}  ${where.path === '' ? '' : `${where.path}: `}${message}`,
    `       ${fix}`
  ])
}

/** What failed, and the way to mend it below it. */
export function faultText({ message, fix }: HostError): string {
  return fix === undefined ? message : `${message}\n  ${fix}`
}

/** Problems as programs read them: without what only the window has a use for. */
export function problemFields(problems: readonly Problem[]): readonly Omit<Problem, 'repair' | 'alsoAt'>[] {
  return problems.map(({ code, where, message, fix, severity }) => ({ code, where, message, fix, severity }))
}
