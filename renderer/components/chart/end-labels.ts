import type uPlot from 'uplot'
import type { ChartOptions } from './chart-options.ts'

interface Label {
  readonly text: string
  readonly value: string
  readonly color: string
  readonly end: { readonly x: number; readonly y: number }
  y: number
}

interface Paint {
  readonly font: string
  color(name: string): string
}

/** Labels closer than this would run into each other. CSS pixels. */
const lineHeight = 15

/** Writes each line's name and last value beside its end, in place of a legend; pushes apart what would overlap. */
export function drawEndLabels(chart: uPlot, { lines, valueText }: ChartOptions, paint: Paint): void {
  const scale = devicePixelRatio
  const { left, top, width, height } = chart.bbox
  const labels = lines.flatMap((line): Label[] => {
    const [x, y] = [line.x.at(-1), line.y.at(-1)]
    if (x === undefined || y === undefined) return []
    const end = { x: chart.valToPos(x, 'x', true), y: clamp(chart.valToPos(y, 'y', true), top, top + height) }
    return [{ text: line.label, value: valueText(y), color: paint.color(line.color), end, y: end.y }]
  })
  spread(labels, lineHeight * scale, top, top + height)

  const { ctx } = chart
  ctx.save()
  ctx.textBaseline = 'middle'
  ctx.textAlign = 'left'
  const at = left + width + 10 * scale
  for (const { text, value, color, end, y } of labels) {
    ctx.strokeStyle = color
    ctx.globalAlpha = 0.35
    ctx.lineWidth = scale
    ctx.setLineDash([2 * scale, 3 * scale])
    ctx.beginPath()
    ctx.moveTo(end.x + 4 * scale, end.y)
    ctx.lineTo(left + width, end.y)
    ctx.lineTo(at - 3 * scale, y)
    ctx.stroke()
    ctx.setLineDash([])
    ctx.globalAlpha = 1
    ctx.fillStyle = color
    ctx.beginPath()
    ctx.arc(end.x, end.y, 2.5 * scale, 0, 2 * Math.PI)
    ctx.fill()
    ctx.font = scaled(`600 ${paint.font}`, scale)
    ctx.fillText(value, at, y)
    const valueWidth = ctx.measureText(value).width
    ctx.font = scaled(paint.font, scale)
    ctx.fillStyle = paint.color('--muted')
    const start = at + valueWidth + 6 * scale
    ctx.fillText(fitted(ctx, text, ctx.canvas.width - start), start, y)
  }
  ctx.restore()
}

function scaled(font: string, scale: number): string {
  return font.replace(/(\d+)px/, (_, size: string) => `${Number(size) * scale}px`)
}

/** Moves labels as little as it takes to stand `distance` apart between top and bottom. */
function spread(labels: readonly Label[], distance: number, top: number, bottom: number): void {
  const sorted = [...labels].sort((a, b) => a.y - b.y)
  let least = top
  for (const label of sorted) {
    label.y = Math.max(label.y, least)
    least = label.y + distance
  }
  let most = bottom
  for (const label of sorted.reverse()) {
    label.y = Math.min(label.y, most)
    most = label.y - distance
  }
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value))
}

/** As much of a text as there is room for. */
function fitted(ctx: CanvasRenderingContext2D, text: string, room: number): string {
  if (ctx.measureText(text).width <= room) return text
  let length = text.length - 1
  while (length > 1 && ctx.measureText(`${text.slice(0, length)}…`).width > room) length -= 1
  return `${text.slice(0, length).trimEnd()}…`
}
