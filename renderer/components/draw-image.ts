import type { Image } from '../../core/data/place-image.ts'

/** Puts an image's bytes on a canvas, one canvas pixel a pixel. */
export function drawImage(canvas: HTMLCanvasElement, image: Image | undefined): void {
  const { height, width } = image ?? { height: 1, width: 1 }
  canvas.height = height
  canvas.width = width
  if (image === undefined) return
  canvas.getContext('2d')?.putImageData(new ImageData(rgbaOf(image), width, height), 0, 0)
}

/** Gray or color bytes with full opacity, as a canvas wants them. */
export function rgbaOf({ height, width, channels, bytes }: Image): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(height * width * 4)
  for (let pixel = 0; pixel < height * width; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      rgba[pixel * 4 + channel] = bytes[pixel * channels + (channels === 1 ? 0 : channel)] ?? 0
    }
    rgba[pixel * 4 + 3] = 255
  }
  return rgba
}
