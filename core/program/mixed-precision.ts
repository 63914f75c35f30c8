/** The number format of activations and products; weights, statistics, softmax and loss are float32 in both. */
export const precisions = ['float32', 'mixedBfloat16'] as const
export type Precision = (typeof precisions)[number]
