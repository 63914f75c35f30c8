import { randomOf, type Random } from '../../random.ts'
import { packBoxes, type Box } from '../fields/boxes.ts'
import { packWords } from '../fields/caption.ts'
import type { FieldFacts } from '../fields/catalogue.ts'
import type { SampleRows } from '../sample-rows.ts'

const side = 64
const mostShapes = 4

type Inside = (x: number, y: number, radius: number) => boolean

/** Whether a point is inside a shape, from the shape's center. */
const shapes: Readonly<Record<string, Inside>> = {
  circle: (x, y, radius) => x * x + y * y <= radius * radius,
  square: (x, y, radius) => Math.max(Math.abs(x), Math.abs(y)) <= 0.85 * radius,
  triangle: (x, y, radius) => y <= 0.8 * radius && 2 * Math.abs(x) <= y + radius,
  cross: (x, y, radius) =>
    3 * Math.min(Math.abs(x), Math.abs(y)) <= radius && Math.max(Math.abs(x), Math.abs(y)) <= radius
}
const shapeNames = Object.keys(shapes)

const colors: Readonly<Record<string, readonly [number, number, number]>> = {
  red: [225, 60, 55],
  green: [70, 185, 85],
  blue: [60, 110, 230],
  yellow: [240, 205, 60],
  purple: [165, 85, 205],
  white: [245, 245, 240]
}
const colorNames = Object.keys(colors)

/** The first is padding. */
const words = ['', 'a', 'and', ...colorNames, ...shapeNames]
/** `a red circle` takes three words, and an `and` stands between two. */
const mostWords = 4 * mostShapes - 1

export const shapeFields: readonly FieldFacts[] = [
  { name: 'image', role: 'image', height: side, width: side, channels: 3 },
  { name: 'label', role: 'label', classes: shapeNames, classCounts: [] },
  { name: 'boxes', role: 'boxes', bound: mostShapes, classes: shapeNames },
  { name: 'mask', role: 'mask', height: side, width: side, classes: ['background', ...shapeNames] },
  { name: 'caption', role: 'caption', bound: mostWords, words }
]

interface Shape {
  readonly shape: number
  readonly color: number
  readonly radius: number
  readonly x: number
  readonly y: number
}

/**
 * One to four colored shapes on noise, none over another, as a function of the seed and the sample's place. Its label is
 * the class of the largest; the caption names them from left to right.
 */
export function drawShapes(seed: number, index: number): SampleRows {
  const random = randomOf(seed, 'shapes', index)
  const placed = placeShapes(random)
  const image = noise(random)
  const mask = new Uint8Array(side * side)
  const boxes = placed.map(shape => paint(shape, image, mask))
  const sentence = [...placed]
    .sort((left, right) => left.x - right.x)
    .map(({ color, shape }) => `a ${colorNames[color]} ${shapeNames[shape]}`)
    .join(' and ')
  return {
    image,
    label: Int32Array.of(placed[0]?.shape ?? 0),
    boxes: packBoxes(boxes, mostShapes),
    mask,
    caption: packWords(sentence, words, mostWords)
  }
}

/** The first is the largest. One that finds no room is left out. */
function placeShapes(random: Random): readonly Shape[] {
  const count = 1 + random.below(mostShapes)
  const placed: Shape[] = []
  for (let tries = 0; placed.length < count && tries < 40; tries += 1) {
    const radius = placed.length === 0 ? 13 + random.below(5) : 5 + random.below(6)
    const room = side - 2 * radius
    const shape = {
      shape: random.below(shapeNames.length),
      color: random.below(colorNames.length),
      radius,
      x: radius + random.below(room),
      y: radius + random.below(room)
    }
    if (placed.every(other => isApart(shape, other))) placed.push(shape)
  }
  return placed
}

function isApart(one: Shape, other: Shape): boolean {
  const reach = one.radius + other.radius + 1
  return Math.abs(one.x - other.x) >= reach || Math.abs(one.y - other.y) >= reach
}

function noise(random: Random): Uint8Array {
  const image = new Uint8Array(side * side * 3)
  const ground = 50 + random.below(60)
  // One number of 32 bits is noise for four bytes.
  for (let at = 0; at < image.length; at += 4) {
    const bits = random.next()
    for (let part = 0; part < 4; part += 1) image[at + part] = ground + ((bits >>> (8 * part)) & 63)
  }
  return image
}

/** Paints a shape, writes its class into the class map, and tells the box around it. */
function paint({ shape, color, radius, x, y }: Shape, image: Uint8Array, mask: Uint8Array): Box {
  const isInside = shapes[shapeNames[shape] ?? '']
  const rgb = colors[colorNames[color] ?? '']
  const rows: number[] = []
  const columns: number[] = []
  for (let row = y - radius; row < y + radius; row += 1) {
    for (let column = x - radius; column < x + radius; column += 1) {
      if (!isInside?.(column + 0.5 - x, row + 0.5 - y, radius)) continue
      const at = row * side + column
      mask[at] = shape + 1
      rgb?.forEach((value, channel) => {
        // The noise shows through, so that no pixel tells its class by its color alone.
        image[3 * at + channel] = Math.max(0, Math.min(255, value + ((image[3 * at + channel] ?? 0) & 31) - 16))
      })
      rows.push(row)
      columns.push(column)
    }
  }
  return {
    top: Math.min(...rows) / side,
    left: Math.min(...columns) / side,
    bottom: (Math.max(...rows) + 1) / side,
    right: (Math.max(...columns) + 1) / side,
    classIndex: shape
  }
}
