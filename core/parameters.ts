import type { Json, JsonObject } from './json.ts'
import { numberText } from './number-text.ts'

/** One row of a parameter table: default, range, unit and help, written once; forms, checks and help follow from it. */
interface Common<Value> {
  readonly default: Value
  readonly help: string
  /** Sentence case; made from the name where it is left out (`kernelSize` reads "Kernel size"). */
  readonly label?: string
  /** The form shows the parameter only when this holds. It keeps its value meanwhile. */
  readonly visible?: (values: Readonly<Record<string, unknown>>) => boolean
  /** Shown behind a fold in the inspector. */
  readonly advanced?: boolean
}

export interface IntegerParameter extends Common<number> {
  readonly kind: 'integer'
  readonly min: number
  readonly max: number
  readonly unit?: string
}
export interface NumberParameter extends Common<number> {
  readonly kind: 'number'
  readonly min: number
  readonly max: number
  readonly unit?: string
  /** The slider and the arrow keys move in factors rather than in steps. */
  readonly logarithmic?: boolean
}
export interface ToggleParameter extends Common<boolean> {
  readonly kind: 'toggle'
}
export interface ChoiceParameter<Option extends string = string> extends Common<Option> {
  readonly kind: 'choice'
  readonly options: readonly Option[]
  /** Sentence-case names of the options, where the option itself does not say it. */
  readonly optionLabels?: Readonly<Partial<Record<Option, string>>>
}
/** Height and width, rows before columns as in Keras. A single number in a file or a form stands for both. */
export interface PairParameter extends Common<Pair> {
  readonly kind: 'pair'
  readonly min: number
  readonly max: number
  /** Another pair of the table, whose value this one has until it is set: strides follow the pool size. */
  readonly follows?: string
}
/** Whole numbers in a row, such as the sizes of a shape. */
export interface ListParameter extends Common<readonly number[]> {
  readonly kind: 'list'
  readonly min: number
  readonly max: number
  readonly minLength: number
  readonly maxLength: number
}
/** Free text: a name, or what stands for something else (`reference` says what): a dataset's id, a layer's path, a figure. */
export interface TextParameter extends Common<string> {
  readonly kind: 'text'
  readonly reference?: 'dataset' | 'layer' | 'monitor'
}

/** One kind of a thing that comes in several, such as an optimizer: each has a parameter table of its own. */
export interface Kind {
  readonly kind: string
  readonly label: string
  readonly summary: string
  readonly parameters: ParameterTable
}
/** A kind by its name, with those values that differ from its defaults. */
export interface Setting {
  readonly kind: string
  readonly [name: string]: Json
}
/** Any of a catalogue's kinds with their values, in their order. In a file or a form a name alone stands for its kind. */
export interface SettingsParameter extends Common<readonly Setting[]> {
  readonly kind: 'settings'
  readonly kinds: readonly Kind[]
}

export type Pair = readonly [number, number]
/** What a file can define whole, such as a block's own parameter. */
export type PlainParameter =
  IntegerParameter | NumberParameter | ToggleParameter | ChoiceParameter | PairParameter | ListParameter | TextParameter
export type Parameter = PlainParameter | SettingsParameter
export type ParameterTable = Readonly<Record<string, Parameter>>

/** The values of a table, each with the type of its parameter; of a table that is not known more closely, anything. */
export type ValuesOf<Table extends ParameterTable> = string extends keyof Table
  ? Readonly<Record<string, unknown>>
  : {
      readonly [Name in keyof Table]: Table[Name] extends ChoiceParameter<infer Option>
        ? Option
        : Table[Name]['default']
    }

type Rest<Kind extends Parameter> = Omit<Kind, 'kind'>

export function integer(rest: Rest<IntegerParameter>): IntegerParameter {
  return { kind: 'integer', ...rest }
}
export function number(rest: Rest<NumberParameter>): NumberParameter {
  return { kind: 'number', ...rest }
}
export function toggle(rest: Rest<ToggleParameter>): ToggleParameter {
  return { kind: 'toggle', ...rest }
}
export function choice<const Option extends string>(
  options: readonly Option[],
  rest: Omit<Rest<ChoiceParameter<Option>>, 'options'>
): ChoiceParameter<Option> {
  return { kind: 'choice', options, ...rest }
}
export function pair(rest: Rest<PairParameter>): PairParameter {
  return { kind: 'pair', ...rest }
}
export function list(rest: Rest<ListParameter>): ListParameter {
  return { kind: 'list', ...rest }
}
export function text(rest: Rest<TextParameter>): TextParameter {
  return { kind: 'text', ...rest }
}

export function settings(rest: Rest<SettingsParameter>): SettingsParameter {
  return { kind: 'settings', ...rest }
}

/** The defaults of a table as values. */
export function defaultsOf<Table extends ParameterTable>(table: Table): ValuesOf<Table> {
  return Object.fromEntries(
    Object.entries(table).map(([name, parameter]) => [name, parameter.default])
  ) as ValuesOf<Table>
}

/** The value that a parameter has where none is given: its default, or the value of the parameter that it follows. */
export function defaultOf(table: ParameterTable, name: string, given: Readonly<Record<string, unknown>>): unknown {
  const parameter = table[name]
  if (parameter?.kind !== 'pair' || parameter.follows === undefined) return parameter?.default
  return given[parameter.follows] ?? defaultOf(table, parameter.follows, given)
}

/** `kernelSize` as a person reads it: "Kernel size". */
export function labelOf(name: string, parameter: Parameter): string {
  if (parameter.label !== undefined) return parameter.label
  const words = name.replace(/([A-Z])/g, ' $1').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

type Parsed<Value extends Json> = { readonly value: Value } | { readonly expected: string }

/** The value in its one form (a pair from a single number), or a sentence that says what was expected instead. */
export function parseValue(parameter: Parameter, value: Json | undefined): Parsed<Json> {
  switch (parameter.kind) {
    case 'integer':
    case 'number': {
      const isFit =
        typeof value === 'number' &&
        Number.isFinite(value) &&
        (parameter.kind === 'number' || Number.isInteger(value)) &&
        value >= parameter.min &&
        value <= parameter.max
      const noun = parameter.kind === 'integer' ? 'a whole number' : 'a number'
      return isFit ? { value } : { expected: `${noun} ${rangeText(parameter)}` }
    }
    case 'toggle':
      return typeof value === 'boolean' ? { value } : { expected: 'true or false' }
    case 'choice':
      return typeof value === 'string' && parameter.options.includes(value)
        ? { value }
        : { expected: `one of ${parameter.options.join(', ')}` }
    case 'pair': {
      const both = typeof value === 'number' ? [value, value] : value
      const isFit =
        Array.isArray(both) &&
        both.length === 2 &&
        both.every(side => Number.isInteger(side) && side >= parameter.min && side <= parameter.max)
      return isFit
        ? { value: both as readonly Json[] }
        : { expected: `one or two whole numbers ${rangeText(parameter)}` }
    }
    case 'list': {
      const { min, max, minLength, maxLength } = parameter
      const isFit =
        Array.isArray(value) &&
        value.length >= minLength &&
        value.length <= maxLength &&
        value.every(each => Number.isInteger(each) && each >= min && each <= max)
      const count = minLength === maxLength ? minLength : `${minLength} to ${maxLength}`
      return isFit ? { value } : { expected: `${count} whole numbers ${rangeText(parameter)}` }
    }
    case 'text':
      return typeof value === 'string' ? { value } : { expected: 'a text' }
    case 'settings':
      return parseSettings(parameter, value)
  }
}

function rangeText({ min, max }: { readonly min: number; readonly max: number }): string {
  return `from ${boundText(min)} to ${boundText(max)}`
}

function boundText(bound: number): string {
  return Number.isInteger(bound) ? numberText(bound) : String(bound)
}

/** A list of settings in its one form, or what was expected instead. */
export function parseSettings({ kinds }: SettingsParameter, value: unknown): Parsed<readonly Setting[]> {
  const given = typeof value === 'string' ? value.split(/\s*,\s*/) : value
  if (!Array.isArray(given)) return { expected: `a list of ${namesOf(kinds)}` }
  const list: Setting[] = []
  for (const each of given as readonly Json[]) {
    const parsed = parseSetting(kinds, each)
    if ('expected' in parsed) return parsed
    list.push(parsed.value)
  }
  return { value: list }
}

function parseSetting(kinds: readonly Kind[], given: Json): Parsed<Setting> {
  const { kind: name, ...values } = typeof given === 'string' ? { kind: given } : objectOf(given)
  const kind = kinds.find(each => each.kind === name)
  if (kind === undefined) return { expected: `a list of ${namesOf(kinds)}` }
  const fit: Record<string, Json> = {}
  for (const [row, value] of Object.entries(values)) {
    const parameter = Object.hasOwn(kind.parameters, row) ? kind.parameters[row] : undefined
    if (parameter === undefined) return { expected: `${Object.keys(kind.parameters).join(', ')} for ${kind.kind}` }
    const parsed = parseValue(parameter, value)
    if ('expected' in parsed) return { expected: `${parsed.expected} for ${row} of ${kind.kind}` }
    fit[row] = parsed.value
  }
  return { value: { kind: kind.kind, ...fit } }
}

function namesOf(kinds: readonly Kind[]): string {
  return kinds.map(({ kind }) => kind).join(', ')
}

function objectOf(value: Json): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}
