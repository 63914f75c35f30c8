import { expect, test } from 'vitest'
import { lowerProgram } from '../../../core/tensorflow/lower.ts'
import { openEngine } from '../../../electron/engine/engine.ts'
import { cases } from './cases.ts'
import { programOf, runProgram } from './run-case.ts'

const ofLengths = cases.filter(({ layer }) => layer.type === 'l2Pooling2d' || layer.type === 'l2Normalization')

test.each(ofLengths)('$id: where all values are 0, the result is 0 and nothing flows back', async each => {
  const { program, feeds } = programOf(each)
  const input = feeds['input0']!
  const session = await openEngine().open(lowerProgram(program))
  try {
    const zeros = { ...input, data: new Float32Array(input.data.length) }
    const results = await runProgram(session, { ...feeds, input0: zeros })
    expect(results['output']!.every(value => value === 0)).toBe(true)
    expect(results['gradient/input0']!.every(value => value === 0)).toBe(true)
  } finally {
    await session.close()
  }
})
