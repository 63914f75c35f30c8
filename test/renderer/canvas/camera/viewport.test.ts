import { describe, expect, it } from 'vitest'
import { canvasPoint, overlaps, type Rectangle } from '../../../../renderer/canvas/points.ts'
import { fit, fitBeside, toScreen, type Viewport } from '../../../../renderer/canvas/camera/viewport.ts'

const size = { width: 1000, height: 700 }
const margins = { top: 24, right: 24, bottom: 64, left: 24 }
const card = { left: 566, top: 14, right: 986, bottom: 90 }
const tools = { left: 14, top: 650, right: 480, bottom: 686 }
const tall = { left: 0, top: 0, right: 184, bottom: 2000 }
const wide = { left: 0, top: 0, right: 4000, bottom: 2600 }
const small = { left: 0, top: 0, right: 184, bottom: 260 }

function seenAt({ left, top, right, bottom }: Rectangle, viewport: Viewport): Rectangle {
  const [from, to] = [toScreen(viewport, canvasPoint(left, top)), toScreen(viewport, canvasPoint(right, bottom))]
  return { left: from.x, top: from.y, right: to.x, bottom: to.y }
}

describe('fitting a drawing beside what floats over the canvas', () => {
  it.each([
    ['tall', tall],
    ['wide', wide],
    ['small', small]
  ])('leaves no part of a %s drawing under a card or the tools', (_, drawing) => {
    const seen = seenAt(drawing, fitBeside(drawing, size, margins, [card, tools]))
    expect([card, tools].filter(each => overlaps(each, seen))).toEqual([])
    expect(seen.left).toBeGreaterThanOrEqual(0)
    expect(seen.bottom).toBeLessThanOrEqual(size.height)
  })

  it('changes nothing where the drawing lies clear of them', () => {
    expect(fitBeside(small, size, margins, [card, tools])).toEqual(fit(small, size, margins))
  })

  it('rather has a part covered than the drawing shrunk to a fraction', () => {
    const large = { left: 100, top: 60, right: 900, bottom: 640 }
    expect(fitBeside(wide, size, margins, [large])).toEqual(fit(wide, size, margins))
  })
})
