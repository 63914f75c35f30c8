import type { Picture } from '../../core/host.ts'

/** Puts a picture's bytes on a canvas, one canvas pixel a pixel. */
export function drawPicture(canvas: HTMLCanvasElement, picture: Picture | undefined): void {
  const { height, width } = picture ?? { height: 1, width: 1 }
  canvas.height = height
  canvas.width = width
  if (picture === undefined) return
  canvas.getContext('2d')?.putImageData(new ImageData(rgbaOf(picture), width, height), 0, 0)
}

/** Grey or colour bytes with full opacity, as a canvas wants them. */
export function rgbaOf({ height, width, channels, bytes }: Picture): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(height * width * 4)
  for (let pixel = 0; pixel < height * width; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      rgba[pixel * 4 + channel] = bytes[pixel * channels + (channels === 1 ? 0 : channel)] ?? 0
    }
    rgba[pixel * 4 + 3] = 255
  }
  return rgba
}
