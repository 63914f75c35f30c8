/** A weight as Keras keeps it, row-major. */
export interface KerasWeight {
  readonly shape: readonly number[]
  readonly data: Float32Array
}

/** A layer of a Keras functional model, called once. */
export interface KerasNode {
  /** Unique in the model, without slashes. */
  readonly name: string
  readonly className: string
  /** Its own options, without name and type of number. */
  readonly config: Readonly<Record<string, unknown>>
  /** Names of the layers that it is called on. */
  readonly inputs: readonly string[]
  /** Called on a list, as merging layers are, even where only one input stands in it. */
  readonly takesList: boolean
  /** Shape of one sample of its output, where it is known. */
  readonly shape: readonly number[] | undefined
  /** In the order of Keras's variables. */
  readonly weights: readonly KerasWeight[]
}

/** A Keras functional model. Nodes stand in Keras's own order, which its weights are filed by. */
export interface KerasGraph {
  readonly name: string
  readonly nodes: readonly KerasNode[]
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
}
