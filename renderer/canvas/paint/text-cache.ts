import type { Pen } from './pen.ts'

/** Measures each text once: measuring costs more than drawing. */
export class TextCache {
  private readonly widths = new Map<string, number>()
  private readonly fitted = new Map<string, string>()

  widthOf(context: Pick<Pen, 'font' | 'measureText'>, font: string, text: string): number {
    const key = `${font}\n${text}`
    const known = this.widths.get(key)
    if (known !== undefined) return known
    context.font = font
    const { width } = context.measureText(text)
    this.widths.set(key, width)
    return width
  }

  /** The text, or as much of its beginning as fits, with an ellipsis. */
  fit(context: Pick<Pen, 'font' | 'measureText'>, font: string, text: string, width: number): string {
    if (this.widthOf(context, font, text) <= width) return text
    const key = `${font}\n${Math.floor(width)}\n${text}`
    const known = this.fitted.get(key)
    if (known !== undefined) return known
    let [short, long] = [0, text.length]
    while (short < long) {
      const middle = Math.ceil((short + long) / 2)
      if (this.widthOf(context, font, `${text.slice(0, middle)}…`) <= width) short = middle
      else long = middle - 1
    }
    const fitted = short === 0 ? '' : `${text.slice(0, short).trimEnd()}…`
    this.fitted.set(key, fitted)
    return fitted
  }

  /** Fonts have arrived: what was measured with a stand-in no longer holds. */
  clear(): void {
    this.widths.clear()
    this.fitted.clear()
  }
}
