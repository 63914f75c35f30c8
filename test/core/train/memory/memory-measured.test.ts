import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { forecastMemory } from '../../../../core/train/memory/memory.ts'
import { memoryCase } from '../../../bench/memory/memory-cases.ts'
import { digits } from '../../../digits.ts'

interface Measured {
  readonly case: string
  readonly batch: number
  readonly inUse: number
  readonly resident: number
}

/** What trainings took on the real engine; `test/fixtures/memory/make.mjs` measured it. */
const measured = JSON.parse(
  readFileSync(new URL('../../../fixtures/memory/values.json', import.meta.url), 'utf8')
) as readonly Measured[]

test.each(measured)(
  'forecasts $case at a batch of $batch within a fifth of what it took, and knows what is in use',
  ({ case: name, batch, inUse, resident }) => {
    const question = memoryCase(name, batch, digits().about)
    const { weights, optimizer, images, activations, gradients, total } = forecastMemory(question).at(batch)
    expect(Math.abs(total / resident - 1)).toBeLessThan(0.2)
    const ratio = (weights + optimizer + images + activations + gradients) / inUse
    expect(ratio).toBeGreaterThan(0.8)
    expect(ratio).toBeLessThan(1.1)
  }
)
