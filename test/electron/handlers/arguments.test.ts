import { describe, expect, it } from 'vitest'
import { hostCalls } from '../../../core/host.ts'
import { checkArguments } from '../../../electron/handlers/arguments.ts'

describe('arguments of host calls', () => {
  it('passes what the table asks for, bytes included', () => {
    const image = { height: 1, width: 2, channels: 1, bytes: new Uint8Array([0, 255]) }
    expect(checkArguments('predict', ['project', 'run', image])).toEqual({ values: ['project', 'run', image] })
  })

  it('refuses a missing, a wrong and a surplus argument of every call', () => {
    for (const call of hostCalls) {
      const surplus = Array.from({ length: 9 }, () => ({}))
      expect(checkArguments(call, surplus), call).toHaveProperty('error.code', 'host/arguments')
      expect(checkArguments(call, 'not a list'), call).toHaveProperty('error.code', 'host/arguments')
    }
  })

  it('names the place of what is wrong', () => {
    expect(checkArguments('samples', ['project', {}, { offset: -1, count: 10 }])).toEqual({
      error: { code: 'host/arguments', message: expect.stringContaining('samples was called wrongly at 2.offset') }
    })
  })

  it('refuses a format that is not in the list', () => {
    expect(checkArguments('exportRun', ['project', 'run', '../../etc'])).toHaveProperty('error')
  })
})
