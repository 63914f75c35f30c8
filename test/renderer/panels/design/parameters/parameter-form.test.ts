import { describe, expect, it } from 'vitest'
import type { GraphNode } from '../../../../../core/graph/drawing.ts'
import { conv2d } from '../../../../../core/layers/convolution/conv2d.ts'
import { dense } from '../../../../../core/layers/dense/dense.ts'
import { maxPooling2d } from '../../../../../core/layers/pooling/max-pooling2d.ts'
import { integer, list, number, pair } from '../../../../../core/parameters.ts'
import { fieldsOf, sharedTable } from '../../../../../renderer/panels/design/parameters/parameter-fields.ts'
import type { Json } from '../../../../../core/json.ts'
import { parseTyped, stepped, valueText } from '../../../../../renderer/panels/design/parameters/value-text.ts'

function node(type: string, parameters: GraphNode['parameters'] = {}): GraphNode {
  return { id: type, graph: 'root', type, name: type, parameters }
}

describe('the rows of the form', () => {
  it('leaves out what means nothing at the present values', () => {
    const names = (parameters: GraphNode['parameters']): readonly string[] =>
      fieldsOf(conv2d.parameters, [node('conv2d', parameters)]).map(field => field.name)
    expect(names({})).not.toContain('explicitPadding')
    expect(names({ padding: 'explicit' })).toContain('explicitPadding')
  })

  it('fills in defaults, and what a value follows until it is set', () => {
    const strides = (parameters: GraphNode['parameters']) =>
      fieldsOf(maxPooling2d.parameters, [node('maxPooling2d', parameters)]).find(field => field.name === 'strides')
    expect(strides({ poolSize: [3, 3] })).toMatchObject({ value: [3, 3], isSet: false, follows: 'Pool size' })
    expect(strides({ poolSize: [3, 3], strides: [1, 1] })).toMatchObject({ value: [1, 1], isSet: true })
  })

  it('shows an expression with what it computes', () => {
    const [filters] = fieldsOf(conv2d.parameters, [node('conv2d', { filters: { expression: '4 * filters' } })], {
      computed: { filters: 64 }
    })
    expect(filters).toMatchObject({ name: 'filters', expression: '4 * filters', value: 64 })
  })

  it('keeps of several layers what they have in common, and says where they differ', () => {
    const table = sharedTable([conv2d.parameters, dense.parameters])
    expect(Object.keys(table)).toEqual(expect.arrayContaining(['activation', 'useBias']))
    expect(Object.keys(table)).not.toContain('filters')
    const fields = fieldsOf(table, [node('conv2d', { activation: 'relu' }), node('dense')])
    expect(fields.find(field => field.name === 'activation')?.isMixed).toBe(true)
    expect(fields.find(field => field.name === 'useBias')?.isMixed).toBe(false)
  })
})

describe('typing a value', () => {
  const filters = integer({ default: 16, min: 1, max: 512, help: '' })
  const size = pair({ default: [3, 3], min: 1, max: 64, help: '' })

  it.each([
    ['7 × 7 × 64', [7, 7, 64]],
    ['7, −1', [7, -1]],
    ['49', [49]],
    ['', []]
  ])('takes "%s" as a list, and writes it so that it can be typed again', (typed, value) => {
    const sizes = list({ default: [1], min: -1, max: 512, minLength: 0, maxLength: 4, help: '' })
    expect(parseTyped(sizes, typed, undefined)).toEqual({ value })
    expect(parseTyped(sizes, valueText(value), undefined)).toEqual({ value })
  })

  it.each([
    ['5', [5, 5]],
    ['5 × 3', [5, 3]],
    ['5x3', [5, 3]],
    ['5, 3', [5, 3]],
    ['5 3', [5, 3]]
  ])('takes %s as a pair', (typed, value) => {
    expect(parseTyped(size, typed, undefined)).toEqual({ value })
  })

  it.each([
    ['0', 'Expected a whole number from 1 to 512.'],
    ['2.5', 'Expected a whole number from 1 to 512.'],
    ['many', 'Expected a whole number from 1 to 512.'],
    ['', 'Expected a whole number from 1 to 512.']
  ])('refuses %j with the range', (typed, expected) => {
    expect(parseTyped(filters, typed, undefined)).toEqual({ expected })
  })

  it('takes an expression inside a block, and says what is wrong with a broken one', () => {
    const scope = new Map<string, Json>([
      ['filters', 16],
      ['index', 1]
    ])
    expect(parseTyped(filters, '4 * filters', scope)).toEqual({ value: { expression: '4 * filters' }, computed: 64 })
    expect(parseTyped(filters, '4 * (', scope)).toHaveProperty('expected')
    expect(parseTyped(filters, '4 * width', scope)).toEqual({
      expected: 'There is no parameter "width". Use one of filters, index.'
    })
    expect(parseTyped(filters, 'filters / 32', scope)).toMatchObject({
      value: { expression: 'filters / 32' },
      doubt: expect.stringContaining('Here it gives 0.5; expected a whole number')
    })
  })

  it('writes back what it reads', () => {
    expect(parseTyped(size, valueText([5, 3]), undefined)).toEqual({ value: [5, 3] })
    const negative = integer({ default: -1, min: -8, max: 8, help: '' })
    expect(parseTyped(negative, valueText(-1), undefined)).toEqual({ value: -1 })
  })
})

describe('dragging a value', () => {
  it('stays within the range', () => {
    expect(stepped(integer({ default: 1, min: 1, max: 8, help: '' }), 6, 100)).toBe(8)
    expect(stepped(pair({ default: [3, 3], min: 1, max: 64, help: '' }), [3, 2], -5)).toEqual([1, 1])
  })

  it('moves in factors where the range spans many decades', () => {
    const epsilon = number({ default: 1e-3, min: 1e-8, max: 1, logarithmic: true, help: '' })
    expect(stepped(epsilon, 1e-3, 10)).toBe(0.01)
    expect(stepped(epsilon, 1e-3, -10)).toBe(1e-4)
  })
})
