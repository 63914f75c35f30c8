import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { add } from '../../../core/ops/elementwise/arithmetic.ts'
import { feed } from '../../../core/ops/sources/feed.ts'
import { fill } from '../../../core/ops/sources/fill.ts'
import type { Variable } from '../../../core/ops/graph-writer.ts'
import { addToVariable, assignVariable } from '../../../core/ops/variables/variable-ops.ts'
import { createBuilder } from '../../../core/program/builder.ts'
import { lowerProgram } from '../../../core/tensorflow/lower.ts'
import type { HostTensor } from '../../../core/engine.ts'
import { type Binding, loadBinding } from '../../../electron/engine/binding.ts'
import { openSession } from '../../../electron/engine/session.ts'

const total: Variable = { key: 'total', path: 'total', dtype: 'float32', shape: [] }
const number = (value: number): HostTensor => ({ dtype: 'float32', shape: [], data: Float32Array.of(value) })

/** A number that can be set, and added to while its sum with the value before is told. */
function counter() {
  const setting = createBuilder()
  const start = setting.emit(feed, {}, { dtype: 'float32', shape: [] })
  const set = setting.emit(assignVariable, { value: start }, { variable: total }).operation
  const adding = createBuilder()
  const more = adding.emit(feed, {}, { dtype: 'float32', shape: [] })
  const before = adding.read(total)
  const sum = adding.emit(add, { left: before, right: more })
  const update = adding.emit(addToVariable, { value: more }, { variable: total }).operation
  return lowerProgram({
    variables: [total],
    entryPoints: [
      { name: 'set', feeds: { start }, fetches: {}, updates: [set] },
      { name: 'add', feeds: { more }, fetches: { before, sum }, updates: [update] }
    ]
  })
}

const threadCount = (): number => readdirSync('/proc/self/task').length

describe('a session', () => {
  it('has as many threads of its own for its kernels as it is opened with', async () => {
    const binding = loadBinding()
    // The first one brings threads that all sessions share.
    const sessions = [openSession(binding, counter(), { threads: 1 })]
    const added = [1, 3, 200].map(threads => {
      const before = threadCount()
      sessions.push(openSession(binding, counter(), { threads }))
      return threadCount() - before
    })
    for (const session of sessions) await session.close()
    expect(added.map(count => count - added[0]!)).toEqual([0, 2, 199])
  })

  it('reads every variable as it was before the updates of the same call', async () => {
    const session = openSession(loadBinding(), counter())
    await session.run('set', { start: number(1) })
    const answers: Readonly<Record<string, HostTensor>>[] = []
    for (const more of [2, 3]) answers.push(await session.run('add', { more: number(more) }))
    expect(answers.map(({ before, sum }) => [before!.data[0], sum!.data[0]])).toEqual([
      [1, 3],
      [3, 6]
    ])
    await session.close()
  })

  it('shares no variables with another one of the same program', async () => {
    const binding = loadBinding()
    const [first, second] = [openSession(binding, counter()), openSession(binding, counter())]
    await first.run('set', { start: number(1) })
    await second.run('set', { start: number(10) })
    const { before } = await first.run('add', { more: number(0) })
    expect(before!.data[0]).toBe(1)
    await Promise.all([first.close(), second.close()])
  })

  it('leaves no tensor and no model behind, also after calls that fail', async () => {
    const binding = loadBinding()
    for (let round = 0; round < 5; round++) {
      const session = openSession(binding, counter())
      await session.run('set', { start: number(1) })
      await expect(session.run('add')).rejects.toThrow('add takes more; it was given none.')
      await expect(session.run('add', { more: { ...number(1), shape: [2] } })).rejects.toThrow('holds 2 numbers')
      await session.close()
    }
    expect([binding.getNumOfTensors(), binding.getNumOfSavedModels()]).toEqual([0, 0])
  })

  it('says which entry point it does not have, and that it is closed', async () => {
    const session = openSession(loadBinding(), counter())
    await expect(session.run('fly')).rejects.toThrow('The program has no entry point fly.')
    await session.close()
    await expect(session.run('add')).rejects.toThrow('The session is closed.')
  })

  it('says which tensor found no memory', async () => {
    // The library's own words, for which it waits 20 seconds.
    const words =
      'Session fail to run with error: OOM when allocating tensor with shape[25088,4096] and type float on ' +
      '/job:localhost/replica:0/task:0/device:CPU:0 by allocator bfc_cpu_allocator_for_gpu'
    const binding: Partial<Binding> = {
      loadSavedModel: () => 1,
      createTensor: () => 1,
      deleteTensor: () => undefined,
      runSavedModel() {
        throw new Error(words)
      }
    }
    const session = openSession(binding as Binding, counter())
    await expect(session.run('set', { start: number(1) })).rejects.toThrow(
      'There was no memory left for a tensor of 25088×4096 numbers.'
    )
  })

  it('reads out nothing that is larger than the largest buffer', async () => {
    const builder = createBuilder()
    const large = builder.emit(fill, {}, { shape: [501, 1000, 1000], value: 1 })
    const model = lowerProgram({
      variables: [],
      entryPoints: [{ name: 'make', feeds: {}, fetches: { large }, updates: [] }]
    })
    const session = openSession(loadBinding(), model)
    await expect(session.run('make')).rejects.toThrow('large has 501×1000×1000 numbers, more than 2.0 GB')
    await session.close()
  })
})
