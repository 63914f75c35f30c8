import type { Figure as FigureFile } from '../../core/host/calls/figures.ts'
import type { Network } from '../../core/network/network.ts'
import { networkSummary } from '../../core/network/summary.ts'
import type { Colors } from '../canvas/paint/colors.ts'
import { drawFigure, figureSize, pixelsPerPoint, writeSvg } from './draw-figure.ts'
import { embeddedFonts } from './embedded-fonts.ts'
import type { Figure } from './figure-scene.ts'

export const pictureFormats = ['svg', 'pdf', 'png'] as const
export const tableFormats = ['markdown', 'text'] as const
export type PictureFormat = (typeof pictureFormats)[number]
export type TableFormat = (typeof tableFormats)[number]

export interface PictureOptions {
  readonly title: string
  readonly colors: Colors
  readonly isTransparent: boolean
  /** Pixels for each point, of a PNG. */
  readonly pixels: number
}

export async function pictureFile(figure: Figure, format: PictureFormat, options: PictureOptions): Promise<FigureFile> {
  switch (format) {
    case 'svg':
      return { format, text: writeSvg(figure, { ...options, style: await embeddedFonts() }) }
    case 'pdf':
      return { format, svg: writeSvg(figure, { ...options, style: await embeddedFonts() }), ...figureSize(figure) }
    case 'png':
      return { format, bytes: new Uint8Array(await (await pictureBlob(figure, options)).arrayBuffer()) }
  }
}

export async function pictureBlob(figure: Figure, { colors, isTransparent, pixels }: PictureOptions): Promise<Blob> {
  const canvas = new OffscreenCanvas(1, 1)
  drawFigure(canvas, figure, { colors, isTransparent, pixels: pixelsPerPoint(figure, pixels) })
  return await canvas.convertToBlob({ type: 'image/png' })
}

export function tableFile(name: string, network: Network, format: TableFormat): FigureFile & { readonly text: string } {
  return { format, text: networkSummary(name, network, format) }
}
