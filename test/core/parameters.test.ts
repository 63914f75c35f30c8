import { describe, expect, it } from 'vitest'
import { settingsText } from '../../core/kinds.ts'
import { choice, number, pair, parseValue, settings, type Kind } from '../../core/parameters.ts'

const kinds: readonly Kind[] = [
  {
    kind: 'flip',
    label: 'Flip',
    summary: '',
    parameters: { fraction: number({ default: 0.5, min: 0, max: 1, help: '' }) }
  },
  {
    kind: 'crop',
    label: 'Crop',
    summary: '',
    parameters: {
      size: pair({ default: [8, 8], min: 1, max: 64, help: '' }),
      border: choice(['black', 'mirror'], { default: 'black', help: '' })
    }
  }
]
const parameter = settings({ default: [], kinds, help: '' })

describe('a list of settings', () => {
  it.each([
    [[], []],
    ['flip', [{ kind: 'flip' }]],
    ['crop, flip', [{ kind: 'crop' }, { kind: 'flip' }]],
    [
      ['flip', { kind: 'crop', size: 6 }],
      [{ kind: 'flip' }, { kind: 'crop', size: [6, 6] }]
    ],
    [[{ kind: 'flip', fraction: 0.1 }], [{ kind: 'flip', fraction: 0.1 }]]
  ])('takes %j', (given, value) => {
    expect(parseValue(parameter, given)).toEqual({ value })
  })

  it.each([
    [3, 'a list of flip, crop'],
    ['flop', 'a list of flip, crop'],
    [[{ fraction: 0.1 }], 'a list of flip, crop'],
    [[null], 'a list of flip, crop'],
    [[{ kind: 'flip', fraction: 2 }], 'a number from 0 to 1 for fraction of flip'],
    [[{ kind: 'crop', width: 2 }], 'size, border for crop']
  ])('refuses %j and says what it takes', (given, expected) => {
    expect(parseValue(parameter, given)).toEqual({ expected })
  })

  it('reads as its labels, with what is set of each', () => {
    const list = [{ kind: 'flip' }, { kind: 'crop', size: [6, 6], border: 'mirror' }, { kind: 'flip', fraction: 0.5 }]
    expect(settingsText(kinds, list)).toBe('Flip, Crop (size [6,6], border mirror), Flip')
  })
})
