import { describe, expect, it } from 'vitest'
import { hostCalls, type HostCallName } from '../../../core/host/host.ts'
import { documentFromTemplate } from '../../../core/templates/catalogue.ts'
import { checkArguments } from '../../../electron/handlers/arguments.ts'

const names = Object.keys(hostCalls) as HostCallName[]

describe('arguments of host calls', () => {
  it('passes what the table asks for, bytes included', () => {
    const image = { height: 1, width: 2, channels: 1, bytes: new Uint8Array([0, 255]) }
    const given = { project: 'project', model: 'run', image }
    expect(checkArguments('predict', given)).toEqual({ given })
  })

  it('refuses a surplus argument of every call, and what are no arguments', () => {
    for (const call of names) {
      expect(checkArguments(call, { surplus: 1 }), call).toHaveProperty('error.code', 'host/arguments')
      expect(checkArguments(call, 'no arguments'), call).toHaveProperty('error.code', 'host/arguments')
    }
  })

  it('refuses a missing argument of every call that takes one', () => {
    const withSome = names.filter(call => Object.keys(hostCalls[call].arguments.shape).length > 0)
    expect(withSome.length).toBeGreaterThan(20)
    for (const call of withSome) expect(checkArguments(call, {}), call).toHaveProperty('error.code', 'host/arguments')
  })

  it('names the place of what is wrong', () => {
    const made = documentFromTemplate('firstStart', {})
    const document = 'document' in made ? { ...made.document, root: 'nowhere' } : undefined
    expect(checkArguments('saveProject', { project: 'project', document })).toEqual({
      error: { code: 'host/arguments', message: expect.stringMatching(/^saveProject was called wrongly at document: /) }
    })
  })

  it('refuses what is nested so deep that a look at it would not end', () => {
    let deep: unknown = 1
    for (let level = 0; level < 100_000; level += 1) deep = [deep]
    expect(checkArguments('newProject', { template: 'lenet5', values: { deep } })).toEqual({
      error: { code: 'host/arguments', message: expect.stringContaining('nested deeper than 100 levels') }
    })
  })

  it('refuses a format that is not in the list', () => {
    const given = { project: 'project', model: 'run', name: 'leaves', format: '../../etc' }
    expect(checkArguments('exportModel', given)).toHaveProperty('error')
    expect(checkArguments('exportModel', { ...given, format: 'keras' })).not.toHaveProperty('error')
  })
})
