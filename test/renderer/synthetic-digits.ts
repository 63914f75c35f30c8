import { createRandom } from './random.ts'

/** Digits drawn from strokes, each a little different: what a dataset looks like, where the real one is not at hand. */
export interface SyntheticDigits {
  readonly count: number
  readonly size: number
  readonly images: Uint8Array
  readonly labels: Int32Array
}

type Path = readonly (readonly [number, number])[]

/** Strokes in a box from 0 to 1, x to the right and y down. */
const strokes: readonly (readonly Path[])[] = [
  [arc(0.5, 0.5, 0.28, 0.4, 0, 360)],
  [
    [
      [0.38, 0.25],
      [0.54, 0.1],
      [0.54, 0.9]
    ]
  ],
  [[...arc(0.48, 0.32, 0.25, 0.22, 190, 400), [0.22, 0.9], [0.8, 0.88]]],
  [[...arc(0.45, 0.3, 0.24, 0.2, 210, 440), ...arc(0.46, 0.69, 0.27, 0.22, 280, 510)]],
  [
    [
      [0.62, 0.1],
      [0.2, 0.6],
      [0.82, 0.6]
    ],
    [
      [0.64, 0.36],
      [0.62, 0.92]
    ]
  ],
  [[[0.74, 0.12], [0.32, 0.12], [0.29, 0.45], ...arc(0.47, 0.65, 0.27, 0.24, 235, 500)]],
  [[[0.62, 0.08], [0.36, 0.38], ...arc(0.5, 0.68, 0.22, 0.22, 190, 560)]],
  [
    [
      [0.2, 0.14],
      [0.8, 0.13],
      [0.42, 0.92]
    ]
  ],
  [arc(0.5, 0.3, 0.2, 0.19, 90, 450), arc(0.5, 0.7, 0.25, 0.21, -90, 270)],
  [
    arc(0.49, 0.32, 0.22, 0.22, 0, 360),
    [
      [0.71, 0.3],
      [0.66, 0.6],
      [0.55, 0.92]
    ]
  ]
]

function arc(x: number, y: number, rx: number, ry: number, from: number, to: number): Path {
  return Array.from({ length: 20 }, (_, index) => {
    const angle = ((from + ((to - from) * index) / 19) * Math.PI) / 180
    return [x + rx * Math.cos(angle), y + ry * Math.sin(angle)] as const
  })
}

export function drawDigits(count: number, seed: number): SyntheticDigits {
  const size = 28
  const random = createRandom(seed)
  const images = new Uint8Array(count * size * size)
  const labels = new Int32Array(count)
  for (let index = 0; index < count; index += 1) {
    const digit = Math.floor(random() * 10)
    labels[index] = digit
    images.set(drawDigit(digit, size, random), index * size * size)
  }
  return { count, size, images, labels }
}

function drawDigit(digit: number, size: number, random: () => number): Uint8Array {
  const between = (low: number, high: number) => low + (high - low) * random()
  const [slant, turn, width, height] = [between(-0.25, 0.25), between(-0.15, 0.15), between(14, 18), between(18, 21)]
  const pen = between(0.8, 1.5)
  const position = ([x, y]: readonly [number, number]): readonly [number, number] => {
    const [across, down] = [(x - 0.5) * width - slant * (y - 0.5) * height, (y - 0.5) * height]
    return [
      size / 2 + across * Math.cos(turn) - down * Math.sin(turn),
      size / 2 + across * Math.sin(turn) + down * Math.cos(turn)
    ]
  }
  const lines = (strokes[digit] ?? []).flatMap(path =>
    path.slice(1).map((to, index) => [path[index]!, to].map(position))
  )
  return Uint8Array.from({ length: size * size }, (_, pixel) => {
    const [x, y] = [(pixel % size) + 0.5, Math.floor(pixel / size) + 0.5]
    const distance = Math.min(...lines.map(([from, to]) => distanceTo([x, y], from!, to!)))
    return Math.round(255 * Math.min(1, Math.max(0, pen + 0.5 - distance)))
  })
}

type Point = readonly [number, number]

function distanceTo([x, y]: Point, [x1, y1]: Point, [x2, y2]: Point): number {
  const length = (x2 - x1) ** 2 + (y2 - y1) ** 2 || 1
  const fraction = Math.min(1, Math.max(0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length))
  return Math.hypot(x - x1 - fraction * (x2 - x1), y - y1 - fraction * (y2 - y1))
}
