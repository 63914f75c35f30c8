/** How a weight starts. Computed in the graph from (seed, weight), so that a seed always gives the same network. */
export type Initialiser =
  | { readonly kind: 'constant'; readonly value: number }
  /** Around 0. */
  | { readonly kind: 'normal'; readonly deviation: number }
  /** A normal of this deviation, values beyond two of them drawn again. */
  | { readonly kind: 'truncatedNormal'; readonly deviation: number }
  /** Between -limit and limit. */
  | { readonly kind: 'uniform'; readonly limit: number }
  /** A variance of scale / fan, so that signals keep their size from layer to layer: Keras's VarianceScaling. */
  | {
      readonly kind: 'varianceScaling'
      readonly scale: number
      readonly fan: 'in' | 'average'
      readonly distribution: 'truncatedNormal' | 'uniform'
    }
  /** An orthogonal matrix of [all axes but the last, the last], times the gain; Saxe, McClelland and Ganguli 2014. */
  | { readonly kind: 'orthogonal'; readonly gain: number }
  /** Each channel enlarged into its own by bilinear interpolation: for transposed convolutions, Long et al. 2015. */
  | { readonly kind: 'bilinear' }

export const zeros: Initialiser = { kind: 'constant', value: 0 }
export const ones: Initialiser = { kind: 'constant', value: 1 }

const scaling = { kind: 'varianceScaling' } as const
/** Glorot and Bengio 2010; Keras's default. */
export const glorotUniform: Initialiser = { ...scaling, scale: 1, fan: 'average', distribution: 'uniform' }
export const glorotNormal: Initialiser = { ...scaling, scale: 1, fan: 'average', distribution: 'truncatedNormal' }
/** He et al. 2015. */
export const heUniform: Initialiser = { ...scaling, scale: 2, fan: 'in', distribution: 'uniform' }
export const heNormal: Initialiser = { ...scaling, scale: 2, fan: 'in', distribution: 'truncatedNormal' }
/** LeCun et al. 1998, "Efficient BackProp". */
export const lecunUniform: Initialiser = { ...scaling, scale: 1, fan: 'in', distribution: 'uniform' }
export const lecunNormal: Initialiser = { ...scaling, scale: 1, fan: 'in', distribution: 'truncatedNormal' }
export const bilinear: Initialiser = { kind: 'bilinear' }
