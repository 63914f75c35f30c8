import { assert } from '../../core/assert.ts'
import type { Brush } from '../canvas/paint/brush.ts'
import { readColors, type Colors } from '../canvas/paint/colors.ts'
import { paintScene } from '../canvas/paint/paint-scene.ts'
import type { Pen } from '../canvas/paint/pen.ts'
import { TextCache } from '../canvas/paint/text-cache.ts'
import type { Size } from '../canvas/points.ts'
import { emptySelection } from '../canvas/selection.ts'
import type { Figure } from './figure-scene.ts'
import { escaped, SvgPen, type MeasureText } from './svg-pen.ts'

export const figureLooks = ['light', 'dark'] as const
export type FigureLook = (typeof figureLooks)[number]

export interface FigureStyle {
  readonly look: FigureLook
  readonly isTransparent: boolean
}

/** Whoever opens the file may lack our fonts; these are like them. */
const fonts = {
  font: "'Inter Variable', Inter, Helvetica, Arial, sans-serif",
  mono: "'JetBrains Mono Variable', 'JetBrains Mono', Menlo, Consolas, monospace"
}
/** Chromium draws no canvas whose side is longer. */
const longestSide = 16_384

/** The size at which the figure is drawn. */
export function figureSize({ area }: Figure): Size {
  return { width: Math.ceil(area.right - area.left), height: Math.ceil(area.bottom - area.top) }
}

/** How many pixels a point of the figure gets: as many as wanted, and as many as a canvas can have. */
export function pixelsPerPoint(figure: Figure, wanted: number): number {
  const { width, height } = figureSize(figure)
  return Math.min(wanted, longestSide / Math.max(width, height))
}

/** The tokens of a theme, whichever the window has. To be called with something of the window that can hold an element. */
export function figureColors(holder: HTMLElement, look: FigureLook): Colors {
  const probe = document.createElement('div')
  probe.className = `theme-${look}`
  holder.append(probe)
  const colors = { ...readColors(probe), ...fonts }
  probe.remove()
  // On paper there is no window behind the drawing.
  return look === 'light' ? { ...colors, background: '#ffffff' } : colors
}

function paint(pen: Pen, { scene, lens, area }: Figure, colors: Colors): void {
  const brush: Brush = { context: pen, colors, texts: new TextCache(), scale: 1, detail: 'all', lens }
  paintScene(brush, { scene, lens, selection: emptySelection, lifted: new Set() }, area)
}

/** One in the page, or one that is never shown. */
interface FigureCanvas {
  width: number
  height: number
  getContext(kind: '2d'): (Pen & Pick<CanvasRenderingContext2D, 'scale'>) | null
}

/** On a canvas of the size that it asks for. */
export function drawFigure(
  canvas: FigureCanvas,
  figure: Figure,
  { colors, isTransparent, pixels }: { colors: Colors; isTransparent: boolean; pixels: number }
): void {
  const { width, height } = figureSize(figure)
  canvas.width = Math.round(width * pixels)
  canvas.height = Math.round(height * pixels)
  const context = canvas.getContext('2d')
  if (context === null) return
  if (!isTransparent) {
    context.fillStyle = colors.background
    context.fillRect(0, 0, canvas.width, canvas.height)
  }
  context.scale(pixels, pixels)
  context.translate(-figure.area.left, -figure.area.top)
  paint(context, figure, colors)
}

export interface SvgOptions {
  readonly colors: Colors
  readonly isTransparent: boolean
  readonly title: string
  /** Put into the document as it is: fonts, for whoever has none. */
  readonly style?: string
}

/** As a document of its own. */
export function writeSvg(
  figure: Figure,
  { colors, isTransparent, title, style = '' }: SvgOptions,
  measure: MeasureText = measureOnCanvas()
): string {
  const pen = new SvgPen(measure)
  const { area } = figure
  const { width, height } = figureSize(figure)
  if (!isTransparent) {
    pen.fillStyle = colors.background
    pen.fillRect(area.left, area.top, width, height)
  }
  paint(pen, figure, colors)
  const view = [area.left, area.top, width, height].join(' ')
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${view}" role="img">`,
    `<title>${escaped(title)}</title>`,
    ...(style === '' ? [] : [`<style>${style}</style>`]),
    ...pen.elements,
    '</svg>',
    ''
  ].join('\n')
}

function measureOnCanvas(): MeasureText {
  const context = new OffscreenCanvas(1, 1).getContext('2d')
  assert(context !== null, 'A canvas measures texts.')
  return (font, text) => {
    context.font = font
    return context.measureText(text)
  }
}
