import { execFileSync } from 'node:child_process'
import { dirname } from 'node:path'
import { expect, it } from 'vitest'

const most = 15

/** Folders that hold more, and why. */
const reasons: Readonly<Record<string, string>> = {
  'test/fixtures/layers/cases': 'one file a layer',
  'test/fixtures/layers/values': 'one file a layer',
  'test/fixtures/exchange/keras': 'one file a kind of what Keras writes'
}

it('has no folder with more files than one sees at a glance, but for those with a reason', () => {
  const counts = new Map<string, number>()
  for (const file of execFileSync('git', ['ls-files'], { encoding: 'utf8', maxBuffer: 1e8 }).trim().split('\n')) {
    counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1)
  }
  const full = [...counts].filter(([, count]) => count > most).map(([folder]) => folder)
  expect(full.sort()).toEqual(Object.keys(reasons).sort())
})
