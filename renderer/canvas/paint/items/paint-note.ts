import { isTextSeen, noteText, titleOf, titleScale, titleText } from '../../scene/note-shape.ts'
import type { SceneNote } from '../../scene/scene.ts'
import { hairline, roundedRectangle, type Brush } from '../brush.ts'
import { wrapText } from '../wrap-text.ts'

export interface NoteState {
  readonly isSelected: boolean
  readonly isHovered: boolean
}

const radius = { note: 6, frame: 10 } as const
/** The opacity of a frame's ground: the dots of the canvas shine through. */
const frameAlpha = 0.55

export function paintNote(brush: Brush, note: SceneNote, state: NoteState): void {
  const { context, colors } = brush
  const { left, top, right, bottom } = note.bounds
  const { paper, edge } = colors.notes[note.color]
  roundedRectangle(context, left, top, right - left, bottom - top, radius[note.kind])
  context.globalAlpha = note.kind === 'frame' ? frameAlpha : 1
  context.fillStyle = paper
  context.fill()
  context.globalAlpha = 1
  context.strokeStyle = state.isSelected ? colors.accent : state.isHovered ? colors.muted : edge
  context.lineWidth = hairline(brush, state.isSelected ? 2 : 1)
  context.stroke()
  if (note.kind === 'note' && isTextSeen(brush.scale)) paintText(brush, note)
}

/** As many lines as there is room for. */
function paintText({ context, colors, texts }: Brush, { bounds, text }: SceneNote): void {
  if (text === '') return
  const { size, line, padding } = noteText
  const font = `400 ${size}px ${colors.font}`
  const width = bounds.right - bounds.left - 2 * padding
  const lines = wrapText(text, width, part => texts.widthOf(context, font, part))
  const room = Math.max(1, Math.floor((bounds.bottom - bounds.top - 2 * padding + 1) / line))
  context.font = font
  context.fillStyle = colors.text
  lines.slice(0, room).forEach((each, index) => {
    const isCut = index === room - 1 && lines.length > room
    const shown = isCut ? texts.fit(context, font, `${each}…`, width) : each
    context.fillText(shown, bounds.left + padding, bounds.top + padding + index * line + 13)
  })
}

/** The title of a frame, above all that is in it and near it. */
export function paintFrameTitle(brush: Brush, note: SceneNote): void {
  const bounds = titleOf(note, brush.scale)
  if (bounds === undefined || note.text === '') return
  const { context, colors, texts } = brush
  const size = titleScale(brush.scale)
  const [width, height] = [bounds.right - bounds.left, bounds.bottom - bounds.top]
  const { paper, edge } = colors.notes[note.color]
  roundedRectangle(context, bounds.left, bounds.top, width, height, 5 * size)
  context.fillStyle = paper
  context.fill()
  context.strokeStyle = edge
  context.lineWidth = size
  context.stroke()
  const font = `600 ${titleText.size * size}px ${colors.font}`
  const [firstLine = ''] = note.text.split('\n')
  context.font = font
  context.fillStyle = colors.text
  const shown = texts.fit(context, font, firstLine, width - 12 * size)
  context.fillText(shown, bounds.left + 7 * size, bounds.bottom - 5 * size)
}
