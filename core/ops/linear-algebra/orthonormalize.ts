import { defineOp, type Tensor } from '../define-op.ts'

const float = 'float32' as const

/**
 * Columns made orthonormal by a QR decomposition of [rows, columns], at least as many rows as columns. Each column keeps
 * its direction, so that random columns give evenly spread ones (Mezzadri 2007). Nothing flows back.
 */
export const orthonormalize = defineOp<{ input: Tensor }>({
  type: 'orthonormalize',
  inputs: ['input'],
  infer: ({ input }) => [input],
  lower({ graph, inputs: { input } }) {
    const type = { T: { type: float } } as const
    const decomposed = graph.node('Qr', [input], { ...type, full_matrices: { bool: false } })
    const diagonal = graph.node('MatrixDiagPart', [`${decomposed}:1`], type)
    return [graph.node('Mul', [decomposed, graph.node('Sign', [diagonal], type)], type)]
  },
  examples: [
    { inputs: { input: { dtype: float, shape: [4, 3] } } },
    { inputs: { input: { dtype: float, shape: [3, 3] } } }
  ]
})
