import type { KerasLayer, KerasOptions } from '../../../layers/keras-form.ts'
import { kerasDefaults, readingOfActivation, readingsOf } from './keras-classes.ts'

type ClassAndOptions = Pick<KerasLayer, 'className' | 'config'>

/** Options that matter to training or not at all. */
const ignored = /^(trainable|seed|autocast|renorm_momentum|\w+_(initializer|regularizer|constraint))$/

/** A node in the one form that this program writes, its options complete; undefined for a class it does not know. */
export function withDefaults<Node extends ClassAndOptions>(node: Node): Node | undefined {
  const { className, config } = canonical(node)
  const defaults = kerasDefaults.get(className)
  if (defaults === undefined) return undefined
  const given = Object.entries(config).filter(([, value]) => value !== null)
  const full: Record<string, unknown> = { dtype: 'float32', ...defaults, ...Object.fromEntries(given) }
  full['dtype'] = nameOf(full['dtype'])
  if ('activation' in full) full['activation'] = activationName(full['activation'])
  for (const option of Object.keys(full)) {
    if (option.endsWith('_initializer')) full[option] = initializerName(full[option])
  }
  const settled = readingsOf(className).reduce<KerasOptions>(
    (options, { settle }) => settle?.(options) ?? options,
    full
  )
  return { ...node, className, config: settled }
}

/** The same activation in one class: Keras has ReLU and Softmax as layers, and as names for its Activation layer. */
function canonical({ className, config }: ClassAndOptions): ClassAndOptions {
  const { activation, ...rest } = config
  const reading = className === 'Activation' ? readingOfActivation(nameOf(activation)) : undefined
  if (reading === undefined) return { className, config }
  return { className: reading.className, config: { ...rest, ...reading.activation?.options } }
}

/** Keras writes a function or a type of number as its name, or as an object that holds the name. */
function nameOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const { config } = value as { config?: unknown }
  return typeof config === 'object' && config !== null ? (config as { name?: unknown }).name : config
}

/** Older names of the same functions. */
function activationName(value: unknown): unknown {
  const name = nameOf(value)
  return name === 'swish' ? 'silu' : name === 'hard_swish' ? 'hard_silu' : name
}

/** `{ class_name: 'HeNormal' }` and `he_normal` are the same. */
function initializerName(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const { class_name: name } = value as { class_name?: unknown }
  return typeof name === 'string' ? name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase() : undefined
}

/** The first option that matters in which two full nodes differ, with the value of the first; undefined where they agree. */
export function difference(
  given: Pick<KerasLayer, 'config'>,
  wanted: Pick<KerasLayer, 'config'>
): { readonly option: string; readonly value: unknown } | undefined {
  const names = new Set([...Object.keys(wanted.config), ...Object.keys(given.config)])
  for (const option of names) {
    if (ignored.test(option)) continue
    const value = given.config[option]
    if (!isSame(value, wanted.config[option])) return { option, value }
  }
  return undefined
}

/** Numbers agree to the precision of float32, in which they are used; an option that is off may be left out. */
function isSame(left: unknown, right: unknown): boolean {
  if (typeof left === 'number' && typeof right === 'number') return Math.fround(left) === Math.fround(right)
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((value, index) => isSame(value, right[index]))
  }
  return left === right || ((left ?? false) === false && (right ?? false) === false)
}
