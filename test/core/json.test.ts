import { describe, expect, it } from 'vitest'
import { depthFault, parseJson } from '../../core/json.ts'

const nested = (depth: number, open = '[', close = ']') => open.repeat(depth) + close.repeat(depth)
/** The value of `nested`, made without a call inside a call. */
function nest(depth: number): unknown {
  let value: unknown[] = []
  for (let level = 1; level < depth; level += 1) value = [value]
  return value
}

describe('parseJson', () => {
  it('reads what JSON.parse reads, whatever stands in its strings', () => {
    const value = { 'a"[{': ['\\', '\\"[[', '"', { b: [null, 1.5, true] }], c: '['.repeat(1000) }
    expect(parseJson(JSON.stringify(value))).toEqual(value)
  })

  it.each([
    ['arrays', nested(10_000)],
    ['objects', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['brackets that nothing closes', '['.repeat(5_000_000)]
  ])('refuses %s nested deeper than code may walk', (_, text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError)
    expect(() => parseJson(text)).toThrow('nested deeper than 100 levels')
  })

  it('takes as many values side by side as there are', () => {
    expect(parseJson(`[${Array.from({ length: 1000 }, () => nested(99)).join(',')}]`)).toHaveLength(1000)
  })

  it('refuses the last string that is not closed, as JSON.parse does', () => {
    expect(() => parseJson('["a')).toThrow(SyntaxError)
    expect(() => parseJson('["a\\')).toThrow(SyntaxError)
  })
})

describe('depthFault', () => {
  it('allows values as deep as texts', () => {
    expect([depthFault(nest(100)), depthFault(parseJson(nested(100)))]).toEqual([undefined, undefined])
    expect(depthFault(nest(101))).toMatch('nested deeper than 100 levels')
    expect(() => parseJson(nested(101))).toThrow(SyntaxError)
  })

  it('comes to an end with a value that holds itself, or one object in very many places', () => {
    const circle: unknown[] = []
    circle.push(circle)
    expect(depthFault(circle)).toBeDefined()
    let doubled: unknown[] = []
    for (let level = 0; level < 60; level += 1) doubled = [doubled, doubled]
    expect(depthFault(doubled)).toBeUndefined()
  })

  it('does not look into bytes', () => {
    expect(depthFault({ image: new Uint8Array(50_000_000), name: 'a' })).toBeUndefined()
  })
})
