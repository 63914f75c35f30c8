import type { Ink, Stroke } from '../../state/runs/prepare-digit.ts'

/** Side of the drawing area in its own pixels: ten for each of MNIST's. */
export const drawingSide = 280

/** Light ink on black, as the training digits are. */
export function paintStrokes(canvas: HTMLCanvasElement, strokes: readonly Stroke[]): void {
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) return
  context.fillStyle = '#000'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.strokeStyle = '#fff'
  context.lineCap = 'round'
  context.lineJoin = 'round'
  for (const { width, points } of strokes) {
    context.lineWidth = width
    context.beginPath()
    tracePoints(context, points)
    context.stroke()
  }
}

/** Through the middles of the points, curved at the points: a fast stroke has few points, and no corners. */
function tracePoints(context: CanvasRenderingContext2D, points: Stroke['points']): void {
  const [first] = points
  if (first === undefined) return
  context.moveTo(...first)
  let [beforeX, beforeY] = first
  for (const [x, y] of points) {
    context.quadraticCurveTo(beforeX, beforeY, (beforeX + x) / 2, (beforeY + y) / 2)
    beforeX = x
    beforeY = y
  }
  context.lineTo(beforeX, beforeY)
}

/** What is drawn, as numbers. */
export function inkOf(canvas: HTMLCanvasElement): Ink {
  const { height, width } = canvas
  const values = new Float32Array(height * width)
  const bytes = canvas.getContext('2d')?.getImageData(0, 0, width, height).data
  if (bytes !== undefined)
    for (let pixel = 0; pixel < values.length; pixel += 1) values[pixel] = (bytes[pixel * 4] ?? 0) / 255
  return { height, width, values }
}
