import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluateTree } from '../../../../core/graph/expressions/evaluate.ts'
import { parseExpression } from '../../../../core/graph/expressions/expression.ts'
import { expressionFault } from '../../../../core/graph/scope-names.ts'
import type { Json } from '../../../../core/json.ts'

function compute(text: string, names: Readonly<Record<string, Json>> = {}): unknown {
  const parsed = parseExpression(text)
  if ('fault' in parsed) return `${parsed.fault.code} at ${parsed.fault.at}`
  const result = evaluateTree(parsed.tree, new Map(Object.entries(names)))
  return 'fault' in result ? `${result.fault.code} at ${result.fault.at}` : result.value
}

const scope = { index: 3, filters: 16, stride: 0 }
const word = fc.oneof(
  { weight: 3, arbitrary: fc.nat(12).map(String) },
  { weight: 2, arbitrary: fc.constantFrom(...Object.keys(scope), '1.5', '.25', '2e1', 'true', 'false') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('floor(7 / 2)', 'max(1, index, 2)', 'min(filters, 5)', 'abs(- 4)', 'ceil(0.2)')
  }
)
const operand = fc.tuple(fc.constantFrom('', '', '', '-', '!', '- -'), word).map(([sign, value]) => `${sign} ${value}`)
const operator = fc.constantFrom('+', '-', '*', '/', '%', '<', '<=', '>', '>=', '==', '!=', '&&', '||')
const row = fc
  .tuple(operand, fc.array(fc.tuple(operator, operand), { maxLength: 7 }))
  .map(([start, rest]) => [start, ...rest.flat()].join(' '))
const choice = fc.tuple(row, row, row).map(([condition, yes, no]) => `${condition} ? ${yes} : ${no}`)

describe('expression', () => {
  it('means what JavaScript means by it', () => {
    const names = [...Object.keys(scope), 'floor', 'ceil', 'abs', 'min', 'max']
    const values = [...Object.values(scope), Math.floor, Math.ceil, Math.abs, Math.min, Math.max]
    let compared = 0
    fc.assert(
      fc.property(fc.oneof(row, choice), text => {
        const ours = compute(text, scope)
        if (typeof ours === 'string') {
          expect(ours).toMatch(/^not-finite/)
          return
        }
        compared += 1
        const theirs: unknown = new Function(...names, `return ${text}`)(...values)
        // `2 && 3` is 3 in JavaScript and true here, where a number means yes or no.
        if (/&&|\|\|/.test(text)) expect(Boolean(ours)).toBe(Boolean(theirs))
        else expect(Number(ours) === Number(theirs), `${text}: ${String(ours)}, not ${String(theirs)}`).toBe(true)
      }),
      { numRuns: 3000, seed: 7 }
    )
    expect(compared).toBeGreaterThan(2000)
  })

  it('hands on choices and pairs, and compares choices with texts', () => {
    const names = { activation: 'relu', size: [3, 5], project: true, index: 2 }
    expect(compute('activation', names)).toBe('relu')
    expect(compute("activation == 'relu' && project", names)).toBe(true)
    expect(compute('index == 1 ? size : activation', names)).toBe('relu')
    expect(compute('index == 2 ? size : activation', names)).toEqual([3, 5])
    expect(compute('project == 1', names)).toBe(true)
  })

  it('says where it stops making sense', () => {
    expect(
      ['', '4 *', '4 * * 2', '(1 + 2', '1 2', 'a = 1', '1 ? 2', 'pow(2, 3)', 'floor(1, 2)', '3 # 4', "'open"].map(
        text => compute(text)
      )
    ).toEqual([
      'syntax at 0',
      'syntax at 3',
      'syntax at 4',
      'syntax at 6',
      'syntax at 2',
      'syntax at 2',
      'syntax at 5',
      'syntax at 0',
      'syntax at 0',
      'syntax at 2',
      'syntax at 0'
    ])
    expect(compute('4 * filtres', scope)).toBe('unknown-name at 4')
    expect(compute('1 + size', { size: [3, 3] })).toBe('not-a-number at 4')
    expect(compute('8 / stride', scope)).toBe('not-finite at 2')
  })

  it('reads nothing that is not among its names', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'globalThis', 'process']) {
      expect(compute(name)).toBe('unknown-name at 0')
    }
    expect(compute('constructor(1)')).toBe('syntax at 0')
    expect(compute('('.repeat(501))).toBe('syntax at 500')
  })

  it('is checked while it is typed against the names of the block around it', () => {
    const names = ['index', 'stride', 'filters']
    expect(expressionFault('index == 1 ? max(stride, 2 * filters) : !stride || true', names)).toBeUndefined()
    expect(expressionFault('2 * filters + 3 * filtres', names)).toMatchObject({ code: 'unknown-name', at: 18 })
    expect(expressionFault('2 *', names)).toMatchObject({ code: 'syntax', at: 3 })
  })
})
