import { execSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { EngineError, type HostTensor } from '../../../core/engine.ts'
import { type Binding, loadBinding } from '../../../electron/engine/binding.ts'
import { createFeed } from '../../../electron/engine/feed.ts'

/** Keeps what the library would have been handed. */
function recorder(): { readonly binding: Binding; readonly handed: ArrayBufferView[] } {
  const handed: ArrayBufferView[] = []
  const createTensor = (_shape: readonly number[], _dtype: number, data: ArrayBufferView | readonly Uint8Array[]) =>
    handed.push(data as ArrayBufferView)
  return { binding: { createTensor } as unknown as Binding, handed }
}

const feeds: readonly HostTensor[] = [
  { dtype: 'float32', shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) },
  { dtype: 'int32', shape: [16], data: new Int32Array(16).fill(7) },
  { dtype: 'uint8', shape: [64], data: new Uint8Array(64).fill(9) }
]

describe('a feed', () => {
  it.each(feeds)('of $dtype lies where TensorFlow copies it at once', feed => {
    const { binding, handed } = recorder()
    createFeed(binding, feed)
    expect(handed[0]!.byteOffset).toBe(4)
    expect(handed[0]!.buffer).not.toBe((feed.data as Float32Array).buffer)
    expect(handed[0]).toEqual(feed.data)
  })

  it('with fewer numbers than its shape holds is refused before the library sees it', () => {
    const { binding, handed } = recorder()
    const short = { dtype: 'float32', shape: [2, 2], data: Float32Array.of(1, 2, 3) } as const
    expect(() => createFeed(binding, short)).toThrow('A feed of shape 2×2 holds 4 numbers, 3 were given.')
    expect(handed).toEqual([])
  })

  /** The library ends the process for each of these but the last two. */
  it.each<[string, readonly number[], number]>([
    ['255 axes', Array<number>(255).fill(1), 1],
    ['sizes below 0', [-1, -2], 2],
    ['more numbers than can be counted, beside an axis of 0', [2 ** 40, 2 ** 40, 0], 0],
    ['a size that is no whole number', [0.5, 2], 1],
    ['a size that is no number', [NaN], 0]
  ])('of %s is refused before the library sees it', (_, shape, count) => {
    const { binding, handed } = recorder()
    expect(() => createFeed(binding, { dtype: 'float32', shape, data: new Float32Array(count) })).toThrow(EngineError)
    expect(handed).toEqual([])
  })

  it.each([[Array<number>(254).fill(1)], [[2 ** 26, 2 ** 26, 0]]])('of a shape at the bound is taken', shape => {
    const binding = loadBinding()
    const count = shape.includes(0) ? 0 : 1
    binding.deleteTensor(createFeed(binding, { dtype: 'float32', shape, data: new Float32Array(count) }))
    expect(binding.getNumOfTensors()).toBe(0)
  })

  it('comes back from the library as it was', () => {
    const binding = loadBinding()
    const id = createFeed(binding, feeds[0]!)
    expect(binding.tensorDataSync(id)).toEqual(feeds[0]!.data)
    binding.deleteTensor(id)
    expect(binding.getNumOfTensors()).toBe(0)
  })

  it('is made in one place alone', () => {
    const callers = execSync('grep -rlF ".createTensor(" core electron renderer --include=*.ts').toString().trim()
    expect(callers).toBe('electron/engine/feed.ts')
  })
})
