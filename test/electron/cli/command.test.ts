import { expect, it } from 'vitest'
import { parseCall, UsageFault, type Command } from '../../../electron/cli/command.ts'
import { createOutput } from '../../../electron/cli/output.ts'

const silent = createOutput(true, { write: () => true }, { write: () => true })
const command: Command = {
  name: 'train',
  usage: 'PROJECT',
  summary: 'Trains',
  options: { epochs: { type: 'string' }, set: { type: 'string', multiple: true } },
  operands: { min: 1, max: 1 },
  run: async () => undefined
}
const parse = (...words: string[]) => parseCall(command, words, silent)

it('reads words, counts and pairs', () => {
  const call = parse('folder', '--epochs', '3', '--set', 'a=1', '--set=b=x=y')
  expect([call.operands, call.count('epochs', 1), call.pairs('set')]).toEqual([
    ['folder'],
    3,
    [
      ['a', '1'],
      ['b', 'x=y']
    ]
  ])
})

it.each([[[]], [['a', 'b']], [['a', '--unknown']], [['a', '--epochs']]])('refuses %j', words => {
  expect(() => parse(...words)).toThrow(UsageFault)
})

it.each(['0', '-1', '1.5', 'many', '', '1e99'])('refuses %j epochs', text => {
  expect(() => parse('folder', `--epochs=${text}`).count('epochs', 1)).toThrow(/whole number from 1 on/)
})
