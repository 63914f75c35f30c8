import type { HostTensor } from '../engine.ts'
import type { Json } from '../json.ts'
import type { ParameterTable, ValuesOf } from '../parameters.ts'
import type { Problem } from '../problem.ts'
import type { EntryPoint } from '../program/program.ts'
import type { ExplainedNetwork } from './explained-network.ts'

/** What a map holds and how it is read. Every map has the height and width of the network's input. */
export interface MapKind {
  /** `channel`: a number for each channel of each pixel, [height, width, channels]; `pixel`: [height, width]. */
  readonly values: 'pixel' | 'channel'
  /** `signed` numbers are drawn on two colors that meet at 0, `positive` ones on one that rises from 0. */
  readonly sign: 'signed' | 'positive'
  /** What a large number says, as a sentence beside the color scale. */
  readonly meaning: string
}

/** Whether an explanation can look into a network. */
export type Fit =
  | { readonly problem: Problem }
  | {
      readonly problem?: undefined
      /** What a parameter that refers to a layer can name: paths, from the input to the output. */
      readonly layers?: readonly string[]
      /** What suits this network better than the defaults of the table. */
      readonly values?: Readonly<Record<string, Json>>
    }

/** One image on its way through an explanation. */
export interface ExplainedSample {
  readonly network: ExplainedNetwork
  /** The array that the first layer receives: [1, height, width, channels]. */
  readonly input: HostTensor
  /** Which output is explained: [1, outputs]. */
  readonly target: HostTensor
  /** What a gray value from 0 to 255 is in the input, by channel. */
  grayOf(value: number): Float32Array
}

/** What an explanation asks of the machine. */
export interface ExplanationMachine {
  /** Runs an entry point of the explanation. Throws where the person has asked to stop. */
  run(entryPoint: string, feeds: Readonly<Record<string, HostTensor>>): Promise<Readonly<Record<string, HostTensor>>>
  /** Told by what runs many batches. */
  progress(done: number, total: number): void
}

/**
 * One way to look inside a network: a new one is one file in `methods/` and one line in `catalogue.ts`. Its form, its
 * check, its command and its place in the window follow from it.
 */
export interface Explanation<Table extends ParameterTable = ParameterTable> {
  readonly id: string
  readonly label: string
  readonly summary: string
  /** The paper. */
  readonly source: string
  /** Which networks it can look into, in words. */
  readonly requires: string
  readonly parameters: Table
  readonly map: MapKind
  fits(network: ExplainedNetwork): Fit
  /** What it runs, beside the entry points that every explained network has. */
  entryPoints(network: ExplainedNetwork): readonly EntryPoint[]
  /** The map, row-major, in the shape that its kind says. */
  explain(sample: ExplainedSample, parameters: ValuesOf<Table>, machine: ExplanationMachine): Promise<Float32Array>
}

export function defineExplanation<const Table extends ParameterTable>(
  explanation: Explanation<Table>
): Explanation<Table> {
  return explanation
}
