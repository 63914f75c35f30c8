import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ParameterValue } from '../../../core/graph/drawing.ts'
import { evaluate } from '../../../core/graph/expressions/evaluate.ts'
import { expressionText } from '../../../core/graph/expressions/expression-text.ts'
import { parseExpression } from '../../../core/graph/expressions/expression.ts'
import { isExpression } from '../../../core/graph/resolve.ts'
import { substitute } from '../../../core/graph/substitute.ts'

function put(text: string, names: Readonly<Record<string, ParameterValue>>): unknown {
  const value = substitute({ expression: text }, new Map(Object.entries(names)))
  return isExpression(value) ? value.expression : value
}

const word = fc.constantFrom('a', 'b', 'c', '2', '0.5', '-3', 'true', "'same'", 'max(a, 1)', 'floor(b / 2)')
const operator = fc.constantFrom('+', '-', '*', '<', '==', '!=', '&&', '||', '? b :', '? 1 :')
const text = fc
  .tuple(
    word,
    fc.array(
      fc.tuple(
        operator,
        fc.oneof(
          word,
          word.map(each => `(${each} - c)`)
        )
      ),
      { maxLength: 6 }
    )
  )
  .map(([start, rest]) => [start, ...rest.flat()].join(' '))

describe('putting values into an expression', () => {
  it('computes what it can and leaves the rest to the names that stay', () => {
    expect(put('4 * filters', { filters: 16 })).toBe(64)
    expect(put('4 * filters', { filters: { expression: 'width + 1' } })).toBe('4 * (width + 1)')
    expect(put('index == 1 ? stride : 1', { index: 2 })).toBe(1)
    expect(put('index == 1 ? stride : 1', { index: 1, stride: { expression: 's' } })).toBe('s')
    expect(put("mode == 'same' && index == 1", { index: 1 })).toBe("mode == 'same'")
    expect(put("mode == 'same' && index == 1", { index: 2 })).toBe(false)
  })

  it('hands a pair on by itself, and has no place for one in the middle', () => {
    expect(put('index == 1 ? size : 1', { index: 1, size: [3, 3] })).toEqual([3, 3])
    expect(put('wide ? size : 1', { size: [3, 3] })).toBeUndefined()
  })

  it('keeps names apart that mean one thing outside and another inside', () => {
    expect(put('filters * stride', { filters: { expression: 'stride' }, stride: 2 })).toBe('stride * 2')
  })

  it('leaves alone what does not parse, and what it has nothing for', () => {
    expect(put('4 * (', { a: 1 })).toBe('4 * (')
    expect(put('4*a', { b: 1 })).toBe('4*a')
  })

  it('means the same before and after, whichever of the names are known', () => {
    const values = { a: 3, b: -1.5, c: 0 }
    fc.assert(
      fc.property(text, fc.subarray(['a', 'b', 'c'] as const), (written, known) => {
        const parsed = parseExpression(written)
        if ('fault' in parsed) return
        const all = new Map<string, number>(Object.entries(values))
        const before = evaluate({ expression: written }, all)
        if ('fault' in before) return
        const after = substitute({ expression: written }, new Map(known.map(name => [name, values[name]])))
        const then = isExpression(after) ? evaluate({ expression: after.expression }, all) : { value: after }
        expect('value' in then ? Number(then.value) : then, `${written} → ${JSON.stringify(after)}`).toEqual(
          Number(before.value)
        )
        const again = parseExpression(expressionText(parsed.tree))
        expect('tree' in again ? expressionText(again.tree) : again).toBe(expressionText(parsed.tree))
      }),
      { numRuns: 3000, seed: 5 }
    )
  })
})
