import { unpackBoxes } from '../../../core/data/fields/boxes.ts'
import { fieldOf, type FieldFacts, type Role } from '../../../core/data/fields/catalogue.ts'
import { classColor } from '../../../core/outputs/class-colors.ts'
import type { Sample, SampleField } from '../../state/data/samples.ts'

const maskOpacity = 0.5

/** The color of a class behind the ground, counted from 0. */
function colorOf(index: number): string {
  return `rgb(${classColor(index + 1).join(' ')})`
}

interface Drawing {
  readonly context: CanvasRenderingContext2D
  /** The size of the canvas that is drawn on, in its own pixels. */
  readonly width: number
  readonly height: number
}

type Overlay = (drawing: Drawing, field: SampleField) => void

/** What is drawn over the image, by role. What has nothing to draw is told in words. */
const overlays: Readonly<Partial<Record<Role, Overlay>>> = { mask: drawMask, boxes: drawBoxes }

export function isDrawn({ role }: FieldFacts): boolean {
  return overlays[role] !== undefined
}

/** Draws the fields of these names over a sample's image. */
export function drawFields(context: CanvasRenderingContext2D, sample: Sample, shown: readonly string[]): void {
  const { height, width } = context.canvas
  for (const field of sample.fields) {
    if (shown.includes(field.facts.name)) overlays[field.facts.role]?.({ context, width, height }, field)
  }
}

/** The first class is the ground, which stays as it is. */
function drawMask({ context, width, height }: Drawing, { facts, row }: SampleField): void {
  const mask = fieldOf([facts], 'mask')
  if (mask === undefined) return
  const [acrossPixel, downPixel] = [width / mask.width, height / mask.height]
  context.globalAlpha = maskOpacity
  row.forEach((index, at) => {
    if (index === 0) return
    context.fillStyle = colorOf(index - 1)
    const [left, top] = [at % mask.width, Math.floor(at / mask.width)].map((position, axis) =>
      Math.round(position * (axis === 0 ? acrossPixel : downPixel))
    ) as [number, number]
    const right = Math.round(((at % mask.width) + 1) * acrossPixel)
    const bottom = Math.round((Math.floor(at / mask.width) + 1) * downPixel)
    context.fillRect(left, top, right - left, bottom - top)
  })
  context.globalAlpha = 1
}

function drawBoxes({ context, width, height }: Drawing, { row }: SampleField): void {
  context.lineWidth = Math.max(1.5, width / 75)
  for (const { top, left, bottom, right, classIndex } of unpackBoxes(row)) {
    context.strokeStyle = colorOf(classIndex)
    context.strokeRect(left * width, top * height, (right - left) * width, (bottom - top) * height)
  }
}
