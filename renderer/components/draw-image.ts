import type { Image } from '../../core/data/place-image.ts'

/** Puts an image on a canvas, one canvas pixel a pixel. */
export function drawImage(canvas: HTMLCanvasElement, image: Image | undefined): void {
  const { height, width } = image ?? { height: 1, width: 1 }
  canvas.height = height
  canvas.width = width
  if (image === undefined) return
  canvas.getContext('2d')?.putImageData(new ImageData(rgbaOf(image), width, height), 0, 0)
}

/** Draws an image with this many canvas pixels on its longer side; gives what more can be drawn with. */
export function drawLarge(
  canvas: HTMLCanvasElement,
  image: Image | undefined,
  side: number
): CanvasRenderingContext2D | undefined {
  const small = document.createElement('canvas')
  drawImage(small, image)
  const scale = side / Math.max(small.width, small.height)
  canvas.width = Math.round(small.width * scale)
  canvas.height = Math.round(small.height * scale)
  const context = canvas.getContext('2d') ?? undefined
  if (context === undefined) return undefined
  context.imageSmoothingEnabled = false
  context.drawImage(small, 0, 0, canvas.width, canvas.height)
  return context
}

/** Gray or color bytes with full opacity, or with their own, as a canvas wants them. */
function rgbaOf({ height, width, channels, bytes }: Image): Uint8ClampedArray<ArrayBuffer> {
  if (channels === 4) return new Uint8ClampedArray(bytes)
  const rgba = new Uint8ClampedArray(height * width * 4)
  for (let pixel = 0; pixel < height * width; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      rgba[pixel * 4 + channel] = bytes[pixel * channels + (channels === 1 ? 0 : channel)] ?? 0
    }
    rgba[pixel * 4 + 3] = 255
  }
  return rgba
}
