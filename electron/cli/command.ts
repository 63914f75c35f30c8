import type { ParseArgsConfig } from 'node:util'
// The command line runs in plain Node 20, never in Electron.
// eslint-disable-next-line n/no-unsupported-features/node-builtins
import { parseArgs } from 'node:util'
import type { Problem } from '../../core/problem.ts'
import type { Output } from './output.ts'

type OptionTable = NonNullable<ParseArgsConfig['options']>
type OptionValue = string | boolean | readonly (string | boolean)[] | undefined

/** What a command gets: its words, its options, and where its words go. */
export interface Call {
  readonly operands: readonly string[]
  readonly output: Output
  /** The option's text; undefined where it was not given. */
  text(name: string): string | undefined
  /** Like `text`, for an option that the command cannot do without. */
  required(name: string): string
  /** Whether a switch was given. */
  flag(name: string): boolean
  /** A whole number from `min` on; undefined where it was not given. */
  count(name: string, min: number): number | undefined
  /** `NAME=VALUE` pairs of an option that may be given many times. */
  pairs(name: string): readonly (readonly [string, string])[]
}

export interface Command {
  readonly name: string
  /** What follows the name, such as `PROJECT [--epochs N]`. */
  readonly usage: string
  readonly summary: string
  readonly options: OptionTable
  readonly operands: { readonly min: number; readonly max: number }
  run(call: Call): Promise<void>
}

/** The words were not understood: exit code 2. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault'
}

/** The input has problems: exit code 1. */
export class ProblemsFault extends Error {
  override readonly name = 'ProblemsFault'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map(problem => problem.message).join(' '))
    this.problems = problems
  }
}

/** Reads the words after a command's name. Throws UsageFault. */
export function parseCall(command: Command, words: readonly string[], output: Output): Call {
  const { values, positionals } = parseWords(command, words)
  const { min, max } = command.operands
  if (positionals.length < min) throw new UsageFault(`Something is missing after ${command.name}.`)
  if (positionals.length > max) throw new UsageFault(`${positionals[max]} is one word too many.`)
  const text = (name: string) => {
    const value = values[name]
    return typeof value === 'string' ? value : undefined
  }
  return {
    operands: positionals,
    output,
    text,
    required(name) {
      const value = text(name)
      if (value === undefined) throw new UsageFault(`${command.name} needs --${name}.`)
      return value
    },
    flag: name => values[name] === true,
    count(name, least) {
      const value = text(name)
      if (value === undefined) return undefined
      const number = Number(value)
      if (value.trim() === '' || !Number.isSafeInteger(number) || number < least) {
        throw new UsageFault(`--${name} takes a whole number from ${least} on, not ${value}.`)
      }
      return number
    },
    pairs(name) {
      const given = values[name]
      return (Array.isArray(given) ? given : []).map(pair => splitPair(name, String(pair)))
    }
  }
}

function splitPair(option: string, pair: string): readonly [string, string] {
  const at = pair.indexOf('=')
  if (at < 1) throw new UsageFault(`--${option} takes NAME=VALUE, not ${pair}.`)
  return [pair.slice(0, at), pair.slice(at + 1)]
}

function parseWords(command: Command, words: readonly string[]) {
  const options: OptionTable = { ...command.options, json: { type: 'boolean' } }
  try {
    const parsed = parseArgs({ args: [...words], options, allowPositionals: true, strict: true })
    return { values: parsed.values as Readonly<Record<string, OptionValue>>, positionals: parsed.positionals }
  } catch (error) {
    if (error instanceof TypeError) throw new UsageFault(error.message, { cause: error })
    throw error
  }
}
