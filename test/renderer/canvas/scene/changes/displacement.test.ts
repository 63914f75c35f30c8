import { array, assert, integer, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canvasPoint, overlaps, type Rectangle } from '../../../../../renderer/canvas/points.ts'
import {
  makeDisplacement,
  noDisplacement,
  type Growth
} from '../../../../../renderer/canvas/scene/changes/displacement.ts'
import { nodeHeight, nodeWidth } from '../../../../../renderer/canvas/scene/scene.ts'

const amount = integer({ min: 0, max: 600 })
const drawn = array(
  record({
    x: integer({ min: -60, max: 60 }),
    y: integer({ min: -60, max: 60 }),
    isGrown: integer({ min: 0, max: 2 }),
    left: amount,
    right: amount,
    up: amount,
    down: amount
  }),
  { minLength: 1, maxLength: 14 }
)

function folded({ at: { x, y } }: Growth): Rectangle {
  return { left: x, top: y, right: x + nodeWidth, bottom: y + nodeHeight }
}

describe('makeDisplacement', () => {
  it('moves what stands beyond a grown node and leaves its own row and column', () => {
    const { position } = makeDisplacement([{ at: { x: 0, y: 0 }, left: 100, right: 300, up: 0, down: 500 }])
    const above = position({ x: 0, y: -100 })
    expect(above).toEqual(canvasPoint(100, -100))
    expect(position({ x: 0, y: 0 })).toEqual(canvasPoint(100, 0))
    expect(position({ x: 0, y: nodeHeight + 44 })).toEqual(canvasPoint(100, nodeHeight + 544))
    expect(position({ x: nodeWidth, y: 0 })).toEqual(canvasPoint(nodeWidth + 400, 0))
    expect(position({ x: -nodeWidth, y: 0 })).toEqual(canvasPoint(-nodeWidth, 0))
  })

  it('makes room once for those that grow side by side', () => {
    const grown = (x: number, down: number): Growth => ({ at: { x, y: 0 }, left: 0, right: 0, up: 0, down })
    const { position } = makeDisplacement([grown(0, 300), grown(400, 200)])
    expect(position({ x: 0, y: 100 })).toEqual(canvasPoint(0, 400))
  })

  it('opens no gap in a part of the drawing that lies beside, past a gutter', () => {
    const beside = { x: nodeWidth + 112, y: 400 }
    const growths = [{ at: { x: 0, y: 0 }, left: 100, right: 300, up: 0, down: 500 }]
    const { position, unplace } = makeDisplacement(growths, [{ x: 0, y: 400 }, beside])
    expect([position({ x: 0, y: 400 }).y, position(beside).y]).toEqual([900, 400])
    expect(unplace(position(beside))).toEqual(beside)
    const near = { x: nodeWidth + 40, y: 400 }
    expect(makeDisplacement(growths, [{ x: 0, y: 400 }, near]).position(near).y).toBe(900)
  })

  it('makes room to the right where data flow there', () => {
    const growths = [{ at: { x: 0, y: 0 }, left: 0, right: 300, up: 80, down: 500 }]
    const { position } = makeDisplacement(growths, [], 'right')
    expect(position({ x: nodeWidth + 104, y: 0 })).toEqual(canvasPoint(nodeWidth + 404, 80))
  })

  it('is the document itself while nothing has grown', () => {
    expect(makeDisplacement([])).toBe(noDisplacement)
  })

  it('never brings two nodes nearer, lets none overlap that did not, and leads back to each', () => {
    assert(
      property(drawn, nodes => {
        const growths = nodes.map(({ x, y, isGrown, left, right, up, down }): Growth => {
          const at = { x: x * 8, y: y * 8 }
          return isGrown === 0 ? { at, left, right, up, down } : { at, left: 0, right: 0, up: 0, down: 0 }
        })
        const { position, unplace } = makeDisplacement(
          growths.filter(each => each.left + each.right + each.up + each.down > 0),
          growths.map(({ at }) => at)
        )
        const shown = growths.map(({ at, left, right, up, down }): Rectangle => {
          const { x, y } = position(at)
          return { left: x - left, top: y - up, right: x + nodeWidth + right, bottom: y + nodeHeight + down }
        })
        for (const [index, one] of growths.entries()) {
          expect(unplace(position(one.at))).toEqual(one.at)
          for (const [other, another] of growths.entries()) {
            if (other === index || overlaps(folded(one), folded(another))) continue
            expect(overlaps(shown[index]!, shown[other]!)).toBe(false)
            const gap = another.at.y - one.at.y - nodeHeight
            if (gap >= 0 && Math.abs(another.at.x - one.at.x) < nodeWidth)
              expect(shown[other]!.top - shown[index]!.bottom).toBeGreaterThanOrEqual(gap)
          }
        }
      }),
      { numRuns: 400, seed: 13 }
    )
  })

  it('leads a place in a gap to one where the grown node does not cover what is put there', () => {
    const { position, unplace } = makeDisplacement([{ at: { x: 0, y: 0 }, left: 100, right: 300, up: 0, down: 500 }])
    const beside = unplace(canvasPoint(100 + nodeWidth + 20, 0))
    expect(position(beside).x).toBeGreaterThanOrEqual(100 + nodeWidth + 300)
    const before = unplace(canvasPoint(50, 0))
    expect(position(before).x).toBeLessThanOrEqual(-nodeWidth)
  })
})
