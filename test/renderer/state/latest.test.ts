import { expect, it } from 'vitest'
import { createLatest } from '../../../renderer/state/latest.ts'

it('answers one call at a time, and of those that wait only the last', async () => {
  const begun: number[] = []
  let end: () => void = () => undefined
  const ask = createLatest<number>(input => {
    begun.push(input)
    return new Promise(resolve => {
      end = resolve
    })
  })
  for (const input of [1, 2, 3]) ask(input)
  expect(begun).toEqual([1])
  end()
  await Promise.resolve()
  expect(begun).toEqual([1, 3])
  end()
  await Promise.resolve()
  ask(4)
  expect(begun).toEqual([1, 3, 4])
})
