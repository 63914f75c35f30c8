import { roleOf } from '../data/fields/catalogue.ts'
import type { Datasets } from '../network/infer.ts'
import type { Network } from '../network/network.ts'
import { classMap } from './class-map.ts'
import { classes } from './classes.ts'
import type { DefinedOutput, Output } from './define-output.ts'
import { deliveredOf, type Delivered, type ReadField } from './delivered.ts'
import { features } from './features.ts'
import { image } from './image.ts'
import { value } from './value.ts'

/** Every kind of output, in the order in which they are tried. */
export const outputCatalogue = [classes, classMap, value, image, features] as const

type PredictionOf<Entry> = Entry extends DefinedOutput<infer Predicted, infer _> ? Predicted : never
type EvaluationOf<Entry> = Entry extends DefinedOutput<infer _, infer Evaluated> ? Evaluated : never
/** What is said of one sample, by kind. */
export type OutputPrediction = PredictionOf<(typeof outputCatalogue)[number]>
/** What a set of samples comes to, by kind. */
export type OutputEvaluation = EvaluationOf<(typeof outputCatalogue)[number]>
export type OutputKindName = OutputPrediction['kind']
/** A kind of the catalogue that is not known more closely. */
export type AnyOutputKind = DefinedOutput<OutputPrediction, OutputEvaluation>
export type NetworkOutput = Output<OutputPrediction, OutputEvaluation>

const kinds = outputCatalogue as unknown as readonly AnyOutputKind[]
const byName = Object.fromEntries(kinds.map(kind => [kind.kind, kind])) as Readonly<
  Record<OutputKindName, AnyOutputKind>
>

export function outputKind({ kind }: { readonly kind: OutputKindName }): AnyOutputKind {
  return byName[kind]
}

/** What a network delivers; undefined where it has no output node, or its shape is not known. */
export function outputOf(network: Pick<Network, 'layers'>, datasets: Datasets): NetworkOutput | undefined {
  const delivered = deliveredOf(network, datasets)
  return delivered && openOutput(delivered)
}

/** By the field that the loss compares with; else by a field of the role that a kind is compared with; else by shape alone. */
export function openOutput(delivered: Delivered): NetworkOutput | undefined {
  const compared = kinds.flatMap(kind => {
    const target = delivered.target ?? fieldFor(kind, delivered)
    return target === undefined ? [] : (kind.open(delivered, target) ?? [])
  })
  return compared[0] ?? kinds.flatMap(kind => kind.open(delivered, undefined) ?? [])[0]
}

/** Only of what is there to be predicted: an image that is read is no target. */
function fieldFor({ role }: AnyOutputKind, { fields }: Delivered): ReadField | undefined {
  return fields.find(({ facts }) => facts.role === role && roleOf(facts).isTarget === true)
}
