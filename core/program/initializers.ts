/** How a weight starts. Computed in the graph from (seed, weight), so that a seed always gives the same network. */
export type Initializer =
  | { readonly kind: 'constant'; readonly value: number }
  /** Around 0. */
  | { readonly kind: 'normal'; readonly stddev: number }
  /** A normal of this standard deviation, values beyond two of them drawn again. */
  | { readonly kind: 'truncatedNormal'; readonly stddev: number }
  /** Between -limit and limit. */
  | { readonly kind: 'uniform'; readonly limit: number }
  /** A variance of scale / fan, so that signals keep their size from layer to layer: Keras's VarianceScaling. */
  | {
      readonly kind: 'varianceScaling'
      readonly scale: number
      readonly mode: 'fanIn' | 'fanAvg'
      readonly distribution: 'truncatedNormal' | 'uniform'
    }
  /** An orthogonal matrix of [all axes but the last, the last], times the gain; Saxe, McClelland and Ganguli 2014. */
  | { readonly kind: 'orthogonal'; readonly gain: number }
  /** Each channel enlarged into its own by bilinear interpolation: for transposed convolutions, Long et al. 2015. */
  | { readonly kind: 'bilinear' }

export const zeros: Initializer = { kind: 'constant', value: 0 }
export const ones: Initializer = { kind: 'constant', value: 1 }

const scaling = { kind: 'varianceScaling' } as const
/** Glorot and Bengio 2010; Keras's default. */
export const glorotUniform: Initializer = { ...scaling, scale: 1, mode: 'fanAvg', distribution: 'uniform' }
export const glorotNormal: Initializer = { ...scaling, scale: 1, mode: 'fanAvg', distribution: 'truncatedNormal' }
/** He et al. 2015. */
export const heUniform: Initializer = { ...scaling, scale: 2, mode: 'fanIn', distribution: 'uniform' }
export const heNormal: Initializer = { ...scaling, scale: 2, mode: 'fanIn', distribution: 'truncatedNormal' }
/** LeCun et al. 1998, "Efficient BackProp". */
export const lecunUniform: Initializer = { ...scaling, scale: 1, mode: 'fanIn', distribution: 'uniform' }
export const lecunNormal: Initializer = { ...scaling, scale: 1, mode: 'fanIn', distribution: 'truncatedNormal' }
export const bilinear: Initializer = { kind: 'bilinear' }
