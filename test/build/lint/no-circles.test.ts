import { expect, it } from 'vitest'
import { circlesOf } from '../../../build/lint/no-circles.mjs'

it('finds the files that lead back to themselves, and no others', () => {
  const graph = new Map([
    ['a', ['b']],
    ['b', ['c', 'd']],
    ['c', ['a']],
    ['d', ['e']],
    ['e', ['d', 'f']],
    ['f', []],
    ['g', ['a']]
  ])
  expect(Object.fromEntries(circlesOf(graph))).toEqual({
    a: new Set(['a', 'b', 'c']),
    b: new Set(['a', 'b', 'c']),
    c: new Set(['a', 'b', 'c']),
    d: new Set(['d', 'e']),
    e: new Set(['d', 'e'])
  })
})
