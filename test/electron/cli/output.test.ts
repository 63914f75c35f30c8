import { expect, it } from 'vitest'
import { alignTable } from '../../../core/text-table.ts'
import { createOutput, durationText } from '../../../electron/cli/output.ts'

function capture(isTTY: boolean) {
  const text: string[] = []
  return { text, write: (part: string) => text.push(part), isTTY }
}

it('sets numbers to the right and separates their thousands', () => {
  expect(
    alignTable(
      ['Layer', 'Parameters'],
      [
        ['conv', 1560],
        ['dense', 416520]
      ]
    )
  ).toEqual(['Layer  Parameters', '─────  ──────────', 'conv        1,560', 'dense     416,520'])
})

it('keeps standard output to JSON alone when JSON is asked for', () => {
  const [stdout, stderr] = [capture(false), capture(false)]
  const output = createOutput(true, stdout, stderr)
  output.line('for people')
  output.table(['a'], [['b']])
  output.note('aside')
  output.json({ run: 'r1' })
  expect(stdout.text.join('')).toBe('{"run":"r1"}\n')
  expect(stderr.text.join('')).toBe('aside\n')
})

it('draws no progress where nobody can see it drawn over', () => {
  const stderr = capture(false)
  createOutput(false, capture(false), stderr).progress('half')
  expect(stderr.text).toEqual([])
})

it('says how long something takes in the unit that fits', () => {
  expect([7.4, 130, 3900].map(durationText)).toEqual(['7 s', '2 min 10 s', '1 h 05 min'])
})
