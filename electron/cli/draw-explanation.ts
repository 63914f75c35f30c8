import type { ColorImage } from '../../core/exchange/png.ts'
import { drawnMap, mapColors } from '../../core/explain/draw-map.ts'
import type { MapKind } from '../../core/explain/explanation.ts'
import type { ExplainedImage } from '../../core/host/calls/explanations.ts'

const opacity = 0.65
/** Small images are enlarged by whole pixels until their shorter side is at least this. */
const leastSide = 256

/** The image in gray or color with the map over it. */
export function drawExplanation({ image, map }: ExplainedImage, kind: MapKind): ColorImage {
  const { height, width, channels, bytes } = image
  const colors = mapColors(drawnMap(map, kind), kind.sign, opacity).bytes
  const factor = Math.max(1, Math.ceil(leastSide / Math.min(height, width)))
  const large = { height: height * factor, width: width * factor }
  const rgb = new Uint8Array(3 * large.height * large.width)
  for (let position = 0; position < large.height * large.width; position += 1) {
    const [row, column] = [Math.floor(position / large.width / factor), Math.floor((position % large.width) / factor)]
    const pixel = row * width + column
    const cover = (colors[pixel * 4 + 3] ?? 0) / 255
    for (let channel = 0; channel < 3; channel += 1) {
      const below = bytes[pixel * channels + (channels === 3 ? channel : 0)] ?? 0
      rgb[position * 3 + channel] = Math.round(below + ((colors[pixel * 4 + channel] ?? 0) - below) * cover)
    }
  }
  return { ...large, rgb }
}
