type Options = Readonly<Record<string, unknown>>

/** What a Keras layer says of training its weights: `trainable`, and L1 and L2 under the option of this name. */
export function weightOptions(options: Options, regulariser?: string): Options {
  const shares = regulariser === undefined ? {} : sharesOf(options[regulariser])
  return { ...(options['trainable'] === false ? { trainable: false } : {}), ...shares }
}

/** Keras writes L1, L2 and both as `{ class_name, config: { l1, l2 } }`, leaving out what its class has not. */
function sharesOf(regulariser: unknown): Options {
  if (typeof regulariser !== 'object' || regulariser === null) return {}
  const { config } = regulariser as { config?: unknown }
  if (typeof config !== 'object' || config === null) return {}
  const { l1, l2 } = config as { l1?: unknown; l2?: unknown }
  return { ...(typeof l1 === 'number' && l1 > 0 ? { l1 } : {}), ...(typeof l2 === 'number' && l2 > 0 ? { l2 } : {}) }
}
