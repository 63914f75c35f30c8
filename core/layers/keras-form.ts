/** A layer of Keras in the row that a layer is written as. */
export interface KerasLayer {
  readonly className: string
  readonly config: KerasOptions
  /** Names of the written layer's weights in the order of Keras's variables; all of them, in the order of `build`, where it is left out. */
  readonly weights?: readonly string[]
}

/** Options of a Keras layer, by Keras's names. */
export type KerasOptions = Readonly<Record<string, unknown>>

/** How a class of Keras becomes a layer. Whether the two do the same is checked against what the layer is written as. */
export interface KerasReading {
  readonly className: string
  /** What Keras takes where a configuration leaves an option out: all options that change what the class computes. */
  readonly defaults: KerasOptions
  /** Brings options that Keras writes in several ways to the one in which they are compared. */
  settle?(options: KerasOptions): KerasOptions
  /** Which layers of the class are meant, by their full options; all where it is left out. */
  matches?(options: KerasOptions): boolean
  /** The layer's parameters from the full options; none where it is left out. */
  parameters?(options: KerasOptions): KerasOptions
  /** Keras's Activation layer does the same with the function of this name, which stands for these options. */
  readonly activation?: { readonly name: string; readonly options?: KerasOptions }
  /** A ZeroPadding2D before it is read as its explicit padding. */
  readonly takesPadding?: boolean
  /** Called as in training, it computes something else whatever the model is used for. */
  readonly heedsTraining?: boolean
}

/** What all classes for images take unless they are told otherwise. */
export const channelsLast = { data_format: 'channels_last' } as const
