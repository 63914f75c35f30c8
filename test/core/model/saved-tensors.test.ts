import { expect, it } from 'vitest'
import type { HostTensor } from '../../../core/engine.ts'
import { mostFileBytes, tensorsFor } from '../../../core/model/saved-tensors.ts'

const file = 'runs/one/weights.safetensors'
const kernel = { key: 'n1/kernel', path: 'c1/kernel', dtype: 'float32', shape: [2, 1] } as const
const saved: Readonly<Record<string, HostTensor>> = {
  'n1/kernel': { dtype: 'float32', shape: [2, 1], data: Float32Array.of(1, 2) },
  'train/step': { dtype: 'int32', shape: [], data: Int32Array.of(7) }
}

function problemOf(tensor: Partial<HostTensor>) {
  const found = tensorsFor([kernel], { 'n1/kernel': { ...saved['n1/kernel']!, ...tensor } }, file)
  return 'problem' in found ? found.problem : undefined
}

it('takes what the variables name, and leaves what else a training keeps', () => {
  expect(tensorsFor([kernel], saved, file)).toEqual({ tensors: { 'n1/kernel': saved['n1/kernel'] } })
})

it('says which tensor is missing from which file', () => {
  expect(tensorsFor([{ ...kernel, key: 'constructor', path: 'c2/kernel' }], saved, file)).toMatchObject({
    problem: {
      code: 'weights/missing',
      where: { path: file },
      message: 'It holds no c2/kernel, which the network needs.'
    }
  })
})

it('says which tensor is another than the network’s, even where as many numbers are there', () => {
  expect(problemOf({ shape: [1, 2] })).toMatchObject({
    code: 'weights/unfit',
    where: { path: file },
    message: 'It holds c1/kernel as float32 1×2; the network needs float32 2×1.'
  })
  expect(problemOf({ dtype: 'int32' })?.message).toBe('It holds c1/kernel as int32 2×1; the network needs float32 2×1.')
})

it('counts axes instead of telling hundreds of them', () => {
  expect(problemOf({ shape: Array<number>(255).fill(1) })?.message).toBe(
    'It holds c1/kernel as float32 1×1×1×1×1×1×1×1×… (255 axes); the network needs float32 2×1.'
  )
})

it('allows a file for what several optimizers remember of each weight', () => {
  const millionNumbers = { shape: [1000, 1000] }
  expect(mostFileBytes([millionNumbers])).toBeGreaterThan(10 * 4e6)
  expect(mostFileBytes([millionNumbers])).toBeLessThan(300e6)
  expect(mostFileBytes([])).toBeGreaterThan(1e6)
})
