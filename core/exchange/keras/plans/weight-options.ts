type Options = Readonly<Record<string, unknown>>

/** What a Keras layer says of training its weights: `trainable`, and L1 and L2 under the option of this name. */
export function weightOptions(options: Options, regularizer?: string): Options {
  const shares = regularizer === undefined ? {} : sharesOf(options[regularizer])
  return { ...(options['trainable'] === false ? { trainable: false } : {}), ...shares }
}

/** Keras writes L1, L2 and both as `{ class_name, config: { l1, l2 } }`, leaving out what its class has not. */
function sharesOf(regularizer: unknown): Options {
  if (typeof regularizer !== 'object' || regularizer === null) return {}
  const { config } = regularizer as { config?: unknown }
  if (typeof config !== 'object' || config === null) return {}
  const { l1, l2 } = config as { l1?: unknown; l2?: unknown }
  return { ...(typeof l1 === 'number' && l1 > 0 ? { l1 } : {}), ...(typeof l2 === 'number' && l2 > 0 ? { l2 } : {}) }
}
