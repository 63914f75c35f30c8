/** Points of numbers that should be the same: across what is so, up what is predicted. */
export interface Scatter {
  readonly actual: Float32Array
  readonly predicted: Float32Array
  /** The position of a point that stands out. */
  readonly chosen: number | undefined
  readonly unit: string
  /** What the axes are called. */
  readonly names: { readonly actual: string; readonly predicted: string }
}

/** A square that both axes share, in the numbers of the points and in CSS pixels. */
export interface ScatterFrame {
  readonly from: number
  readonly to: number
  readonly ticks: readonly number[]
  readonly side: number
}

/** Room for the ticks' numbers: left, below, and above and at the right for half of one. */
const margin = { left: 46, bottom: 24, rest: 16 }

export function scatterFrame({ actual, predicted }: Pick<Scatter, 'actual' | 'predicted'>, side: number): ScatterFrame {
  let [least, greatest] = [Infinity, -Infinity]
  for (const values of [actual, predicted]) {
    for (const value of values) {
      if (value < least) least = value
      if (value > greatest) greatest = value
    }
  }
  if (least > greatest) [least, greatest] = [0, 1]
  if (least === greatest) [least, greatest] = [least - 0.5, greatest + 0.5]
  const step = niceStep((greatest - least) / 4)
  const from = Math.floor(least / step) * step
  const to = Math.ceil(greatest / step) * step
  const count = Math.round((to - from) / step)
  return { from, to, side, ticks: Array.from({ length: count + 1 }, (_, index) => from + index * step) }
}

/** 1, 2 or 5 times a power of ten, not below the step wanted. */
function niceStep(wanted: number): number {
  const power = 10 ** Math.floor(Math.log10(wanted))
  return ([1, 2, 5, 10].find(factor => factor * power >= wanted) ?? 10) * power
}

/** Where a point stands, in CSS pixels from the upper left corner. */
export function pointAt(
  { from, to, side }: ScatterFrame,
  actual: number,
  predicted: number
): readonly [number, number] {
  const plot = side - margin.left - margin.rest
  const fraction = (value: number): number => (value - from) / (to - from)
  return [margin.left + fraction(actual) * plot, margin.rest + (1 - fraction(predicted)) * plot]
}

/** The point nearest to a position, if it is near. */
export function nearestPoint(
  { actual, predicted }: Pick<Scatter, 'actual' | 'predicted'>,
  frame: ScatterFrame,
  [x, y]: readonly [number, number]
): number | undefined {
  let [nearest, reach]: [number | undefined, number] = [undefined, 10]
  for (let position = 0; position < actual.length; position += 1) {
    const [left, top] = pointAt(frame, actual[position] ?? NaN, predicted[position] ?? NaN)
    const distance = Math.hypot(left - x, top - y)
    if (distance < reach) [nearest, reach] = [position, distance]
  }
  return nearest
}

/** Draws on a canvas that is `frame.side` wide, and as high without its lower margin's difference. */
export function drawScatter(canvas: HTMLCanvasElement, scatter: Scatter, frame: ScatterFrame): void {
  const context = canvas.getContext('2d')
  if (context === null) return
  const scale = window.devicePixelRatio || 1
  const height = heightOf(frame.side)
  canvas.width = frame.side * scale
  canvas.height = height * scale
  context.scale(scale, scale)
  const style = getComputedStyle(canvas)
  const color = (name: string): string => style.getPropertyValue(name).trim()
  context.font = `11px ${style.fontFamily}`
  drawAxes(context, frame, scatter.unit, color)
  drawNames(context, frame, scatter.names)

  context.fillStyle = color('--accent')
  context.globalAlpha = scatter.actual.length > 2000 ? 0.25 : 0.45
  for (let position = 0; position < scatter.actual.length; position += 1) dot(context, scatter, frame, position, 2.5)
  context.globalAlpha = 1
  if (scatter.chosen === undefined) return
  context.fillStyle = color('--error')
  dot(context, scatter, frame, scatter.chosen, 5)
}

/** The height of a scatter so wide, its lower margin included. */
export function heightOf(side: number): number {
  return side - margin.left + margin.bottom
}

function drawAxes(
  context: CanvasRenderingContext2D,
  frame: ScatterFrame,
  unit: string,
  color: (name: string) => string
): void {
  const { from, to, ticks } = frame
  const line = (one: readonly [number, number], other: readonly [number, number]): void => {
    context.beginPath()
    context.moveTo(...one)
    context.lineTo(...other)
    context.stroke()
  }
  for (const tick of ticks) {
    context.strokeStyle = color('--chart-grid')
    line(pointAt(frame, from, tick), pointAt(frame, to, tick))
    line(pointAt(frame, tick, from), pointAt(frame, tick, to))
    context.fillStyle = color('--muted')
    const text = `${Number(tick.toPrecision(6))}${unit}`.replace('-', '−')
    const [left, top] = pointAt(frame, from, tick)
    context.textAlign = 'right'
    context.textBaseline = 'middle'
    context.fillText(text, left - 6, top)
    const [across, bottom] = pointAt(frame, tick, from)
    context.textAlign = 'center'
    context.textBaseline = 'top'
    context.fillText(text, across, bottom + 7)
  }
  // Where all points would lie if nothing were wrong.
  context.strokeStyle = color('--line-strong')
  line(pointAt(frame, from, from), pointAt(frame, to, to))
}

/** Inside of the plot, where each axis is longest. */
function drawNames(context: CanvasRenderingContext2D, frame: ScatterFrame, names: Scatter['names']): void {
  const [right, bottom] = pointAt(frame, frame.to, frame.from)
  const [left, top] = pointAt(frame, frame.from, frame.to)
  context.textAlign = 'right'
  context.textBaseline = 'bottom'
  context.fillText(`${names.actual} →`, right - 6, bottom - 5)
  context.textAlign = 'left'
  context.textBaseline = 'top'
  context.fillText(`↑ ${names.predicted}`, left + 6, top + 6)
}

function dot(
  context: CanvasRenderingContext2D,
  { actual, predicted }: Scatter,
  frame: ScatterFrame,
  position: number,
  radius: number
): void {
  const [left, top] = pointAt(frame, actual[position] ?? NaN, predicted[position] ?? NaN)
  context.beginPath()
  context.arc(left, top, radius, 0, 2 * Math.PI)
  context.fill()
}
