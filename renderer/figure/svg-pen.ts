import type { Pen } from '../canvas/paint/pen.ts'

export type MeasureText = (font: string, text: string) => TextMetrics

interface State {
  fillStyle: Pen['fillStyle']
  strokeStyle: Pen['strokeStyle']
  lineWidth: number
  lineCap: CanvasLineCap
  lineJoin: CanvasLineJoin
  globalAlpha: number
  font: string
  textAlign: CanvasTextAlign
  shadowColor: string
  shadowBlur: number
  shadowOffsetY: number
}

const start: State = {
  fillStyle: '#000000',
  strokeStyle: '#000000',
  lineWidth: 1,
  lineCap: 'butt',
  lineJoin: 'miter',
  globalAlpha: 1,
  font: '10px sans-serif',
  textAlign: 'left',
  shadowColor: 'transparent',
  shadowBlur: 0,
  shadowOffsetY: 0
}

interface Shape {
  readonly path: string
  readonly opacity: number
  fill: string | undefined
  stroke: string | undefined
}

const anchors: Readonly<Record<CanvasTextAlign, string>> = {
  left: 'start',
  start: 'start',
  center: 'middle',
  right: 'end',
  end: 'end'
}

/**
 * Writes what is painted as SVG elements. Texts stay texts. Of a canvas it knows what painters use; shadows, which
 * figures do without, are left out.
 */
export class SvgPen implements Pen {
  fillStyle = start.fillStyle
  strokeStyle = start.strokeStyle
  lineWidth = start.lineWidth
  lineCap = start.lineCap
  lineJoin = start.lineJoin
  globalAlpha = start.globalAlpha
  font = start.font
  textAlign = start.textAlign
  shadowColor = start.shadowColor
  shadowBlur = start.shadowBlur
  shadowOffsetY = start.shadowOffsetY

  readonly measureText: Pen['measureText']
  private readonly parts: (string | Shape)[] = []
  private readonly saved: (State & { readonly x: number; readonly y: number })[] = []
  private path: string[] = []
  private x = 0
  private y = 0

  /** Texts are measured by a canvas, so that they are shortened and centered as on the screen. */
  constructor(measure: MeasureText) {
    this.measureText = text => measure(this.font, text)
  }

  /** The elements so far, each on a line of its own. */
  get elements(): readonly string[] {
    return this.parts.map(part => (typeof part === 'string' ? part : shapeElement(part)))
  }

  save(): void {
    const { fillStyle, strokeStyle, lineWidth, lineCap, lineJoin, globalAlpha, font, textAlign, x, y } = this
    const { shadowColor, shadowBlur, shadowOffsetY } = this
    const shadow = { shadowColor, shadowBlur, shadowOffsetY }
    this.saved.push({
      fillStyle,
      strokeStyle,
      lineWidth,
      lineCap,
      lineJoin,
      globalAlpha,
      font,
      textAlign,
      ...shadow,
      x,
      y
    })
  }

  restore(): void {
    Object.assign(this, this.saved.pop())
  }

  translate(x: number, y: number): void {
    this.x += x
    this.y += y
  }

  beginPath(): void {
    this.path = []
  }

  closePath(): void {
    this.path.push('Z')
  }

  moveTo(x: number, y: number): void {
    this.path.push(`M${this.point(x, y)}`)
  }

  lineTo(x: number, y: number): void {
    this.path.push(`L${this.point(x, y)}`)
  }

  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    this.path.push(`C${this.point(x1, y1)} ${this.point(x2, y2)} ${this.point(x, y)}`)
  }

  /** A part of a circle, clockwise; a whole one as two halves, since SVG has no arc from a point to itself. */
  arc(x: number, y: number, radius: number, from: number, to: number): void {
    const at = (angle: number): string => this.point(x + radius * Math.cos(angle), y + radius * Math.sin(angle))
    const sweep = Math.min(2 * Math.PI, to - from)
    const size = rounded(radius)
    this.path.push(`${this.path.length === 0 ? 'M' : 'L'}${at(from)}`)
    for (const angle of [from + sweep / 2, from + sweep]) this.path.push(`A${size} ${size} 0 0 1 ${at(angle)}`)
    if (sweep === 2 * Math.PI) this.path.push('Z')
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.path.push(`M${this.point(x, y)}h${rounded(width)}v${rounded(height)}h${rounded(-width)}Z`)
  }

  roundRect(x: number, y: number, width: number, height: number, radii?: Parameters<Pen['roundRect']>[4]): void {
    const wanted = typeof radii === 'number' ? radii : 0
    const radius = Math.min(wanted, Math.abs(width) / 2, Math.abs(height) / 2)
    const [across, down, size] = [width - 2 * radius, height - 2 * radius, rounded(radius)]
    const corner = (right: number, below: number): string =>
      `a${size} ${size} 0 0 1 ${rounded(right * radius)} ${rounded(below * radius)}`
    this.path.push(
      `M${this.point(x + radius, y)}h${rounded(across)}${corner(1, 1)}v${rounded(down)}${corner(-1, 1)}` +
        `h${rounded(-across)}${corner(-1, -1)}v${rounded(-down)}${corner(1, -1)}Z`
    )
  }

  fill(): void {
    this.shape('fill').fill = String(this.fillStyle)
  }

  stroke(): void {
    const { strokeStyle, lineWidth, lineCap, lineJoin } = this
    const cap = lineCap === 'butt' ? '' : ` stroke-linecap="${lineCap}"`
    const join = lineJoin === 'miter' ? '' : ` stroke-linejoin="${lineJoin}"`
    this.shape('stroke').stroke =
      `${attribute('stroke', String(strokeStyle))} stroke-width="${rounded(lineWidth)}"${cap}${join}`
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.beginPath()
    this.rect(x, y, width, height)
    this.fill()
  }

  fillText(text: string, x: number, y: number): void {
    const { size, weight, style, family } = fontOf(this.font)
    const anchor = anchors[this.textAlign]
    const attributes = [
      `x="${rounded(x + this.x)}" y="${rounded(y + this.y)}"`,
      attribute('font-family', family),
      `font-size="${size}"`,
      // As wide in any font as it was measured, so that it stays in its box where fonts in files are not read.
      `textLength="${rounded(this.measureText(text).width)}" lengthAdjust="spacingAndGlyphs"`,
      weight === '400' ? '' : `font-weight="${weight}"`,
      style === 'normal' ? '' : `font-style="${style}"`,
      anchor === 'start' ? '' : `text-anchor="${anchor}"`,
      attribute('fill', String(this.fillStyle)),
      this.globalAlpha === 1 ? '' : `opacity="${rounded(this.globalAlpha)}"`
    ]
    this.parts.push(`<text ${attributes.filter(Boolean).join(' ')}>${escaped(text)}</text>`)
  }

  /** What is filled and then stroked is one element, so that it is moved as one in a drawing program. */
  private shape(next: 'fill' | 'stroke'): Shape {
    const path = this.path.join('')
    const last = this.parts.at(-1)
    const isSame = typeof last === 'object' && last.path === path && last.opacity === this.globalAlpha
    if (isSame && next === 'stroke' && last.stroke === undefined) return last
    const shape = { path, opacity: this.globalAlpha, fill: undefined, stroke: undefined }
    this.parts.push(shape)
    return shape
  }

  private point(x: number, y: number): string {
    return `${rounded(x + this.x)} ${rounded(y + this.y)}`
  }
}

function shapeElement({ path, opacity, fill, stroke }: Shape): string {
  const faded = opacity === 1 ? '' : ` opacity="${rounded(opacity)}"`
  return `<path d="${path}" ${attribute('fill', fill ?? 'none')}${stroke === undefined ? '' : ` ${stroke}`}${faded}/>`
}

/** `italic 600 13px 'Inter', sans-serif`, as the painters write fonts. */
function fontOf(font: string): { size: string; weight: string; style: string; family: string } {
  const parts = /^(?:(italic)\s+)?(?:(\d{3}|bold|normal)\s+)?([\d.]+)px\s+(.*)$/.exec(font)
  const [, style = 'normal', weight = '400', size = '10', family = 'sans-serif'] = parts ?? []
  return { style, weight, size: rounded(Number(size)), family }
}

function rounded(value: number): string {
  // Not -0.
  return String(Math.round(value * 100) / 100 + 0)
}

function attribute(name: string, value: string): string {
  return `${name}="${escaped(value)}"`
}

/** XML 1.0 allows no control characters, not even escaped ones. */
export function escaped(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
  )
}
