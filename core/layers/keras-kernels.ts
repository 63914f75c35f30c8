/**
 * Keras's options of a layer's kernel under the names of the kernels that a class has: for `depthwise` and `pointwise`,
 * `kernel_initializer` becomes `depthwise_initializer` and `pointwise_initializer`.
 */
export function kernelsNamed(
  config: Readonly<Record<string, unknown>>,
  kernels: readonly string[]
): Readonly<Record<string, unknown>> {
  const entries = Object.entries(config).flatMap(([option, value]) => {
    const [, rest] = /^kernel_(initializer|regularizer)$/.exec(option) ?? []
    return rest === undefined ? [[option, value]] : kernels.map(kernel => [`${kernel}_${rest}`, value])
  })
  return Object.fromEntries(entries) as Readonly<Record<string, unknown>>
}
