/** How a weight starts. Computed in the graph from (seed, weight), so that a seed always gives the same network. */
export type Initialiser =
  | { readonly kind: 'constant'; readonly value: number }
  /** Uniform in ±sqrt(6 / (fan in + fan out)); Glorot and Bengio 2010, Keras's default. */
  | { readonly kind: 'glorotUniform' }
  /** Truncated normal of variance 2 / fan in; He et al. 2015, as Keras computes it. */
  | { readonly kind: 'heNormal' }

export const zeros: Initialiser = { kind: 'constant', value: 0 }
export const ones: Initialiser = { kind: 'constant', value: 1 }
export const glorotUniform: Initialiser = { kind: 'glorotUniform' }
export const heNormal: Initialiser = { kind: 'heNormal' }
