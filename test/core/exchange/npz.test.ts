import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { writeNpz } from '../../../core/exchange/npz.ts'
import { kerasPython } from '../../python.ts'

const python = kerasPython()

it.skipIf(python === undefined)('is read by NumPy as it was written, whatever the shape', () => {
  const folder = mkdtempSync(join(tmpdir(), 'receptive-npz-'))
  const file = join(folder, 'arrays.npz')
  const data = Float32Array.from({ length: 24 }, (_, position) => position / 7 - 1)
  writeFileSync(
    file,
    writeNpz({
      image: { shape: [2, 3, 4], data },
      map: { shape: [24], data },
      one: { shape: [], data: Float32Array.of(0.1) }
    })
  )
  const script = [
    'import json, sys, numpy',
    'arrays = numpy.load(sys.argv[1])',
    'print(json.dumps({name: [str(a.dtype), a.shape, a.ravel().tolist()] for name, a in arrays.items()}))'
  ].join('\n')
  const read: unknown = JSON.parse(execFileSync(python!, ['-c', script, file], { encoding: 'utf8' }))
  rmSync(folder, { recursive: true })
  expect(read).toEqual({
    image: ['float32', [2, 3, 4], [...data]],
    map: ['float32', [24], [...data]],
    one: ['float32', [], [Math.fround(0.1)]]
  })
})
