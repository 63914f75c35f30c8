import type { HostTensor } from '../engine.ts'

/** What of a network's outputs can be explained. */
export interface Targets {
  /** Names of the classes; numbers where the outputs are none; empty where there is one output alone. */
  readonly names: readonly string[]
  /** What the program is fed with for one of them: [1, outputs]. */
  tensorOf(target: number): HostTensor
  /** One number a target. */
  probabilitiesOf(outputs: Float32Array): Float32Array
}

/** The classes of a network with so many outputs. A single output that tells two classes apart stands for both. */
export function targetsOf(outputs: number, classes: readonly string[]): Targets {
  const tensor = (data: Float32Array): HostTensor => ({ dtype: 'float32', shape: [1, outputs], data })
  if (outputs === 1) {
    const isBinary = classes.length === 2
    return {
      names: isBinary ? classes : [],
      tensorOf: target => tensor(Float32Array.of(isBinary && target === 0 ? -1 : 1)),
      probabilitiesOf: values => (isBinary ? Float32Array.of(1 - (values[0] ?? 0), values[0] ?? 0) : values)
    }
  }
  return {
    names: classes.length === outputs ? classes : Array.from({ length: outputs }, (_, index) => String(index)),
    tensorOf: target => tensor(Float32Array.from({ length: outputs }, (_, index) => (index === target ? 1 : 0))),
    probabilitiesOf: values => values
  }
}

/** The target that a person means by a name or, where no name is so, by its place; undefined where there is none. */
export function targetNamed({ names }: Targets, text: string): number | undefined {
  const named = names.indexOf(text)
  if (named >= 0) return named
  const position = Number(text)
  return Number.isInteger(position) && position >= 0 && position < Math.max(1, names.length) ? position : undefined
}
