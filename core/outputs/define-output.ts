import { assert } from '../assert.ts'
import type { FactsOfRole, FieldFacts, Role } from '../data/fields/catalogue.ts'
import type { Image } from '../data/place-image.ts'
import type { HostTensor } from '../engine.ts'
import type { MetricValues } from '../metrics/metric.ts'
import type { Comparison } from './comparison.ts'
import type { Delivered, ReadField, Reading } from './delivered.ts'
import type { ValueRange } from './value-range.ts'

type Numbers = ArrayLike<number>

/** A number with its unit, for people. */
export interface Figure {
  readonly label: string
  /** Undefined where it does not exist, such as the IoU of a class that is nowhere. */
  readonly value: number | undefined
  /** `percent` for a share from 0 to 1, which is shown in percent; otherwise what stands behind the number. */
  readonly unit?: string
}

/** What is said of one prediction without a window. */
export interface ToldPrediction {
  /** Its fields in JSON: they may grow, not change. */
  readonly json: Readonly<Record<string, unknown>>
  /** Named shares, drawn as bars, the largest first. */
  readonly fractions: readonly { readonly label: string; readonly fraction: number }[]
  readonly text?: string
  /** What can be written as an image. With `colors`, its bytes are positions among them: [red, green, blue]. */
  readonly image?: Image & { readonly colors?: readonly Color[] }
}

export type Color = readonly [number, number, number]

/** What is said of an evaluation without a window, beside its metrics. */
export interface ToldEvaluation {
  readonly json: Readonly<Record<string, unknown>>
  readonly figures: readonly Figure[]
  readonly table?: {
    readonly headings: readonly string[]
    readonly rows: readonly (readonly (string | number | Omit<Figure, 'label'>)[])[]
  }
}

/** Sums up an evaluation, sample by sample. */
export interface SampleEvaluator<Evaluated> {
  /** `target` as the loss sees it: in the size and the range that the data node gives it. */
  add(values: Float32Array, target: Numbers): void
  result(): Evaluated
}

interface OfKind {
  readonly kind: string
}

/**
 * What an output node can deliver. A new kind is one file and one line in `catalogue.ts`: evaluating, predicting, the proof
 * of an export and the command line follow from it. How it is drawn is told in the window's own table.
 */
export interface OutputKind<Name extends Role, Facts, Predicted extends OfKind, Evaluated extends OfKind> {
  readonly kind: Predicted['kind'] & Evaluated['kind']
  readonly label: string
  readonly summary: string
  /** The role of the field that it is evaluated against; left out where there is nothing to compare with. */
  readonly role?: Name
  /** An output of this kind, with what it is compared with. */
  readonly example: Reading & { readonly field?: FactsOfRole<Name> }
  /** Whether an output is of this kind, with the field that it is compared with or, where there is none, without one. */
  recognize(reading: Reading, field: FactsOfRole<Name> | undefined): Facts | undefined
  /** What one sample's values say. */
  decode(values: Float32Array, facts: Facts): Predicted
  /** A target as the prediction of a network that is always right. */
  truth(target: Numbers, facts: Facts): Predicted
  evaluator(facts: Facts): SampleEvaluator<Evaluated>
  /** Places of the samples, the worst mistake first. */
  worstFirst(evaluation: Evaluated): readonly number[]
  /** What its samples come to by name, for a model that no loss measures. */
  metrics(evaluation: Evaluated): MetricValues
  /** How far what other software computes is from what the network did: values as they reach the output node. */
  compare(wanted: Numbers, given: Numbers, facts: Facts): Comparison
  tellPrediction(prediction: Predicted): ToldPrediction
  tellEvaluation(evaluation: Evaluated): ToldEvaluation
}

/** Sums up an evaluation, batch by batch. */
export interface Evaluator<Evaluated> {
  add(delivered: HostTensor, target: HostTensor | undefined): void
  result(): Evaluated
}

/** The output of one network, of its kind. */
export interface Output<Predicted extends OfKind, Evaluated> {
  readonly kind: Predicted['kind']
  /** What it is evaluated against; undefined where the dataset has no such field. */
  readonly target: ReadField | undefined
  /** Whether it can be evaluated only against a target. */
  readonly needsTarget: boolean
  /** How the network's images are scaled. */
  readonly range: ValueRange
  /** One prediction for each sample of a batch. */
  decode(delivered: HostTensor): readonly Predicted[]
  truths(target: HostTensor): readonly Predicted[]
  evaluator(): Evaluator<Evaluated>
  compare(wanted: Numbers, given: Numbers): Comparison
}

/** A kind of the catalogue, with what opens a network's output by it. */
export interface DefinedOutput<Predicted extends OfKind, Evaluated extends OfKind> {
  readonly kind: Predicted['kind'] & Evaluated['kind']
  readonly label: string
  readonly summary: string
  readonly role?: Role
  readonly example: Reading & { readonly field?: FieldFacts }
  /** The output as one of this kind, compared with `target`; undefined where it is none. */
  open(delivered: Delivered, target: ReadField | undefined): Output<Predicted, Evaluated> | undefined
  worstFirst(evaluation: Evaluated): readonly number[]
  metrics(evaluation: Evaluated): MetricValues
  tellPrediction(prediction: Predicted): ToldPrediction
  tellEvaluation(evaluation: Evaluated): ToldEvaluation
}

export function defineOutput<Name extends Role, Facts, Predicted extends OfKind, Evaluated extends OfKind>(
  kind: OutputKind<Name, Facts, Predicted, Evaluated>
): DefinedOutput<Predicted, Evaluated> {
  const isOwn = (field: FieldFacts): field is FactsOfRole<Name> => field.role === kind.role
  return {
    ...kind,
    open(delivered, target) {
      const field = target?.facts
      if (field !== undefined && !isOwn(field)) return undefined
      const facts = kind.recognize(delivered, field)
      if (facts === undefined) return undefined
      return {
        kind: kind.kind,
        target,
        needsTarget: kind.role !== undefined,
        range: delivered.range,
        decode: tensor => samplesOf(tensor).map(values => kind.decode(values, facts)),
        truths: tensor => samplesOf(tensor).map(values => kind.truth(values, facts)),
        evaluator: () => byBatches(kind.evaluator(facts)),
        compare: (wanted, given) => kind.compare(wanted, given, facts)
      }
    }
  }
}

function byBatches<Evaluated>(evaluator: SampleEvaluator<Evaluated>): Evaluator<Evaluated> {
  return {
    add(delivered, target) {
      const targets = target && samplesOf(target)
      samplesOf(delivered).forEach((values, sample) => evaluator.add(values, targets?.[sample] ?? []))
    },
    result: () => evaluator.result()
  }
}

/** The numbers of each sample of a batch. */
function samplesOf({ shape: [count = 0], data }: HostTensor): readonly Float32Array[] {
  assert(!Array.isArray(data), 'What a network delivers and is compared with are numbers.')
  const values = data instanceof Float32Array ? data : Float32Array.from(data as Numbers)
  const size = count === 0 ? 0 : values.length / count
  return Array.from({ length: count }, (_, sample) => values.subarray(sample * size, (sample + 1) * size))
}
