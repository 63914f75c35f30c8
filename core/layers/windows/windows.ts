import { pad } from '../../ops/shape/pad-and-slice.ts'
import { windowCount } from '../../ops/shape-rules.ts'
import type { Tensor } from '../../ops/define-op.ts'
import { sizeOf, type TensorType } from '../../ops/tensor.ts'
import { choice, pair, type Pair } from '../../parameters.ts'
import { defineProblem } from '../../problem.ts'
import type { Arithmetic, LayerCheck, LayerScope, Window } from '../define-layer.ts'
import type { KerasLayer, KerasOptions } from '../keras-form.ts'

/** What slides over an image, the same for convolution and pooling. */
export interface SlidingWindow {
  readonly size: Pair
  readonly strides: Pair
  /** How far apart the window's values lie; next to each other where it is left out. */
  readonly dilation?: Pair
  readonly padding: 'valid' | 'same' | 'explicit'
  readonly explicitPadding: Pair
  /** The parameter that holds the size. */
  readonly parameter: 'kernelSize' | 'poolSize'
}

/** The padding rows of a parameter table. */
export const paddingParameters = {
  padding: choice(['valid', 'same', 'explicit'], {
    default: 'valid',
    optionLabels: { valid: 'Valid', same: 'Same', explicit: 'Explicit' },
    help: 'Valid keeps the window inside the image. Same adds zeros until a stride of 1 keeps the size. Explicit adds as many rows and columns of zeros as you say.'
  }),
  explicitPadding: pair({
    default: [0, 0],
    min: 0,
    max: 1024,
    help: 'Rows of zeros above and below, columns of zeros left and right.',
    visible: values => values['padding'] === 'explicit'
  })
}

const axisNames = ['row', 'column'] as const

interface Axis {
  readonly size: number
  /** Values of the window, and how far apart they lie. */
  readonly kernel: number
  readonly dilation: number
  /** Rows or columns from the window's first value to its last. */
  readonly window: number
  readonly stride: number
  readonly padding: number
  /** Positions as the formula gives them, before rounding down. */
  readonly exact: number
  readonly positions: number
  /** Rows or columns of the image itself, at its end, that no window reaches. */
  readonly unseen: number
}

/** What a window reaches over: K values D apart lie in (K − 1) D + 1 rows or columns. */
export function spreadOf({ size, dilation = [1, 1] }: Pick<SlidingWindow, 'size' | 'dilation'>): Pair {
  return [(size[0] - 1) * dilation[0] + 1, (size[1] - 1) * dilation[1] + 1]
}

function axisOf(image: TensorType, sliding: SlidingWindow, axis: 0 | 1): Axis {
  const size = sizeOf(image, axis + 1)
  const padding = sliding.padding === 'explicit' ? sliding.explicitPadding[axis] : 0
  const window = spreadOf(sliding)[axis]
  const reach = size + 2 * padding - window
  const stride = sliding.strides[axis]
  const left = reach % stride
  // A stride larger than the window leaves gaps by design; what is left at the end is then one more of them.
  const gap = Math.max(0, stride - window)
  return {
    size,
    kernel: sliding.size[axis],
    dilation: sliding.dilation?.[axis] ?? 1,
    window,
    stride,
    padding,
    exact: reach / stride + 1,
    positions: windowCount(size + 2 * padding, window, stride, sliding.padding === 'same' ? 'same' : 'valid'),
    unseen: sliding.padding === 'same' || left <= gap ? 0 : Math.max(0, left - padding)
  }
}

function axesOf(image: TensorType, window: SlidingWindow): readonly [Axis, Axis] {
  return [axisOf(image, window, 0), axisOf(image, window, 1)]
}

/** `(32 − 5 + 0) / 2 + 1`; of values 2 apart, `(32 − 4 × 2 − 1 + 0) / 1 + 1`. */
function numbersOf({ size, kernel, dilation, stride, padding }: Axis): string {
  const reach = dilation === 1 ? String(kernel) : `${kernel - 1} × ${dilation} − 1`
  return `(${size} − ${reach} + ${2 * padding}) / ${stride} + 1`
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100)
}

function isDilated(axes: readonly Axis[]): boolean {
  return axes.some(({ dilation }) => dilation > 1)
}

/** O = (W − K + 2P) / S + 1 with this image's numbers; one line for both axes where they are alike. */
export function windowArithmetic(image: TensorType, window: SlidingWindow): Arithmetic {
  const axes = axesOf(image, window)
  const isSame = window.padding === 'same'
  const lines = axes.map(axis => (isSame ? `⌈${axis.size} / ${axis.stride}⌉` : numbersOf(axis)))
  const results = axes.map(({ exact, positions }) =>
    isSame || exact === positions ? String(positions) : `${rounded(exact)}, rounded down to ${positions}`
  )
  const areAlike = lines[0] === lines[1]
  return {
    formula: isSame ? '⌈W / S⌉' : isDilated(axes) ? '(W − (K − 1) D − 1 + 2P) / S + 1' : '(W − K + 2P) / S + 1',
    numbers: areAlike ? String(lines[0]) : `rows ${lines[0]}, columns ${lines[1]}`,
    result: areAlike ? String(results[0]) : `rows ${results[0]}, columns ${results[1]}`
  }
}

/** Reports a window larger than its image, and one that leaves rows or columns at the end unseen. */
export function checkWindow(image: TensorType, window: SlidingWindow, check: LayerCheck): void {
  if (window.padding === 'same') return
  const axes = axesOf(image, window)
  if (axes.some(axis => axis.positions < 1)) {
    check.report(windowTooLarge, { axes, parameter: window.parameter }, { parameter: window.parameter })
  } else if (axes.some(axis => axis.unseen > 0)) {
    check.report(windowUneven, { axes, parameter: window.parameter }, { parameter: window.parameter })
  }
}

interface WindowValues {
  readonly axes: readonly [Axis, Axis]
  readonly parameter: SlidingWindow['parameter']
}

const useSame = { label: 'Padding same', parameters: { padding: 'same' } }

export const windowTooLarge = defineProblem<WindowValues>('window/too-large', 'error', ({ axes }) => {
  const [rows, columns] = axes
  const padded = rows.padding + columns.padding > 0
  const size = `${rows.size + 2 * rows.padding}×${columns.size + 2 * columns.padding}`
  const window = `${rows.window}×${columns.window} window${isDilated(axes) ? ', as its dilation spreads it,' : ''}`
  return {
    message: `The ${window} is larger than the ${size} image${padded ? ', padding included,' : ''} that it slides over.`,
    fix: `Make it at most ${size}, or set the padding to same.`,
    repair: useSame
  }
})

/** `the last row and column are`, `the last 2 rows are`. */
function unseenText(axes: readonly Axis[]): string {
  const counts = axes.map(axis => axis.unseen)
  const [rows = 0, columns = 0] = counts
  if (rows > 0 && columns > 0 && rows !== columns) {
    return `the last ${rows === 1 ? 'row' : `${rows} rows`} and ${columns === 1 ? 'column' : `${columns} columns`} are`
  }
  const count = Math.max(rows, columns)
  const nouns = axisNames.filter((_, axis) => (counts[axis] ?? 0) > 0)
  if (count === 1) return `the last ${nouns.join(' and ')} ${nouns.length === 1 ? 'is' : 'are'}`
  return `the last ${count} ${nouns.map(noun => `${noun}s`).join(' and ')} are`
}

/** The nearest smaller size that fits evenly, or the nearest larger one where that would leave less than two. */
function evenSize({ size, window, stride, padding }: Axis): number {
  const left = (size + 2 * padding - window) % stride
  if (left === 0) return window
  const smaller = window - (stride - left)
  return smaller >= 2 ? smaller : window + left
}

export const windowUneven = defineProblem<WindowValues>('window/uneven', 'warning', ({ axes, parameter }) => {
  const sums = axes.filter(axis => axis.unseen > 0).map(axis => `${numbersOf(axis)} = ${rounded(axis.exact)}`)
  const even = axes.map(evenSize)
  const kernel = even[0] === even[1] ? String(even[0]) : even.join('×')
  const message = `${[...new Set(sums)].join(' and ')}: ${unseenText(axes)} never seen.`
  if (isDilated(axes)) return { message, fix: 'Padding same sees all of the image.', repair: useSame }
  return {
    message,
    ...(parameter === 'kernelSize'
      ? {
          fix: `A kernel of ${kernel} fits evenly; so does a stride of 1, or padding that makes the division come out whole.`,
          repair: { label: `Kernel ${kernel}`, parameters: { kernelSize: even } }
        }
      : {
          fix: 'Padding same sees all of the image; so does a stride that divides it evenly.',
          repair: useSame
        })
  }
})

/** What the kernel slides over: the image, with its explicit padding around it. Zeros, as Keras's ZeroPadding2D adds. */
export function padded(input: Tensor, window: SlidingWindow, scope: LayerScope, value = 0): Tensor {
  const [rows, columns] = window.explicitPadding
  if (window.padding !== 'explicit' || rows + columns === 0) return input
  const padding = [
    [0, 0],
    [rows, rows],
    [columns, columns],
    [0, 0]
  ] as const
  return scope.op(pad, { input }, { padding, value })
}

/**
 * What a convolution slides over, and TensorFlow's name for the rest of its padding. Explicit zeros that are just what
 * `SAME` adds are left to the kernel: no copy of the image with a border, forward or back.
 */
export function convolutionInput(
  input: Tensor,
  window: SlidingWindow,
  scope: LayerScope
): { readonly input: Tensor; readonly padding: 'valid' | 'same' } {
  const isSame = axesOf(input, { ...window, padding: 'same' }).every((axis, index) =>
    samePadding(axis).every(added => added === window.explicitPadding[index])
  )
  if (window.padding === 'explicit' && isSame) return { input, padding: 'same' }
  return { input: padded(input, window, scope), padding: paddingRule(window) }
}

/** The image with all of its padding around it, that of `same` too: as much as its windows take. */
export function paddedAround(input: Tensor, window: SlidingWindow, scope: LayerScope): Tensor {
  if (window.padding !== 'same') return padded(input, window, scope)
  const [rows, columns] = axesOf(input, window)
  return scope.op(pad, { input }, { padding: [[0, 0], samePadding(rows), samePadding(columns), [0, 0]], value: 0 })
}

/** What TensorFlow's `SAME` adds before and after. */
function samePadding({ size, window, stride, positions }: Axis): Pair {
  const total = Math.max(0, (positions - 1) * stride + window - size)
  return [Math.floor(total / 2), Math.ceil(total / 2)]
}

/** TensorFlow's name for the window's padding once explicit padding is applied by `padded`. */
export function paddingRule({ padding }: SlidingWindow): 'valid' | 'same' {
  return padding === 'same' ? 'same' : 'valid'
}

export function receptiveWindow(window: SlidingWindow): Window {
  const { strides, padding, explicitPadding } = window
  return { size: spreadOf(window), stride: strides, ...(padding === 'explicit' && { padding: explicitPadding }) }
}

/** The Keras layers before the windowed one: a ZeroPadding2D where the padding is explicit. */
export function kerasPadding({ padding, explicitPadding }: SlidingWindow): readonly KerasLayer[] {
  if (padding !== 'explicit' || explicitPadding[0] + explicitPadding[1] === 0) return []
  return [{ className: 'ZeroPadding2D', config: { padding: explicitPadding.map(side => [side, side]) }, weights: [] }]
}

/** The parameters for such a ZeroPadding2D: the rows above and the columns left. Whether those below and right are as many is checked by writing it again. */
export function paddingFromKeras({ padding }: KerasOptions): KerasOptions {
  const borders: readonly unknown[] = Array.isArray(padding) ? padding : []
  return {
    padding: 'explicit',
    explicitPadding: borders.map(border => (Array.isArray(border) ? (border[0] as unknown) : border))
  }
}

/** `5×5`, and the stride where it is not 1: `5×5, stride 2`. */
export function windowText(
  { size, strides }: Pick<SlidingWindow, 'size' | 'strides'>,
  usualStrides: Pair = [1, 1]
): string {
  const isUsual = strides[0] === usualStrides[0] && strides[1] === usualStrides[1]
  const stride = strides[0] === strides[1] ? String(strides[0]) : strides.join('×')
  return isUsual ? size.join('×') : `${size.join('×')}, stride ${stride}`
}
