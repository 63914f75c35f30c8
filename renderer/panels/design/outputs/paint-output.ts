/** The least and the most of some numbers; those that are none are left out. */
export function rangeOf(values: Float32Array): { readonly least: number; readonly most: number } {
  let [least, most] = [Infinity, -Infinity]
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    if (value < least) least = value
    if (value > most) most = value
  }
  return least <= most ? { least, most } : { least: 0, most: 0 }
}

interface Map {
  readonly height: number
  readonly width: number
  /** The number at a row and a column. */
  at(row: number, column: number): number
}

/** A map in grays from black, the least, to white, the most. */
export function grayImage({ height, width, at }: Map, { least, most }: ReturnType<typeof rangeOf>): ImageData {
  const image = new ImageData(width, height)
  const span = most - least || 1
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const position = (row * width + column) * 4
      image.data.fill(((at(row, column) - least) / span) * 255, position, position + 3)
      image.data[position + 3] = 255
    }
  }
  return image
}

/** A vector as bars from zero, upwards and downwards; of a long one neighbors share a bar, as tall as the taller. */
export function paintBars(canvas: HTMLCanvasElement, values: Float32Array, color: string): void {
  const context = canvas.getContext('2d')
  if (context === null) return
  const { width, height } = canvas
  const range = rangeOf(values)
  const [least, most] = [Math.min(0, range.least), Math.max(0, range.most)]
  const span = most - least || 1
  const yOf = (value: number): number => ((most - value) / span) * (height - 1)
  const count = Math.min(values.length, Math.floor(width / 2))
  const step = width / Math.max(1, count)
  context.clearRect(0, 0, width, height)
  context.fillStyle = color
  for (let bar = 0; bar < count; bar += 1) {
    const part = values.subarray(
      Math.floor((bar * values.length) / count),
      Math.max(Math.floor(((bar + 1) * values.length) / count), Math.floor((bar * values.length) / count) + 1)
    )
    const tallest = part.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0)
    const [top, bottom] = [yOf(Math.max(0, tallest)), yOf(Math.min(0, tallest))]
    context.fillRect(bar * step, top, Math.max(1, step - 1), Math.max(1, bottom - top))
  }
}
