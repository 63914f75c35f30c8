import type { Size } from '../fit-image.ts'

/** A gray image turned about its center, counterclockwise by degrees, with linear interpolation; black comes in at the corners. */
export function rotateImage(bytes: Uint8Array, { height, width }: Size, degrees: number): Uint8Array {
  const [sine, cosine] = [Math.sin, Math.cos].map(of => of((degrees * Math.PI) / 180)) as [number, number]
  const [middleY, middleX] = [(height - 1) / 2, (width - 1) / 2]
  const turned = new Uint8Array(bytes.length)
  const at = (row: number, column: number): number =>
    row >= 0 && row < height && column >= 0 && column < width ? (bytes[row * width + column] ?? 0) : 0
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const [y, x] = [row - middleY, column - middleX]
      const [fromY, fromX] = [middleY + y * cosine + x * sine, middleX - y * sine + x * cosine]
      const [top, left] = [Math.floor(fromY), Math.floor(fromX)]
      const [down, right] = [fromY - top, fromX - left]
      const upper = at(top, left) * (1 - right) + at(top, left + 1) * right
      const lower = at(top + 1, left) * (1 - right) + at(top + 1, left + 1) * right
      turned[row * width + column] = Math.round(upper * (1 - down) + lower * down)
    }
  }
  return turned
}
