import { beforeAll, describe, expect, it } from 'vitest'
import { writableFormat } from '../../../core/exchange/catalogue.ts'
import type { Ending, ExchangeTools, ModelFile } from '../../../core/exchange/format.ts'
import { type Proof, type ProofOptions, proveExport } from '../../../core/exchange/prove-export.ts'
import type { TrainedModel } from '../../../core/exchange/trained-model.ts'
import { outputOf } from '../../../core/outputs/catalogue.ts'
import { startH5 } from '../../../electron/exchange/h5.ts'
import { testEngine } from '../../run-tensors.ts'
import { models } from './models.ts'
import { noise, openTrained, readsOf } from './run-trained.ts'

const date = new Date('2026-11-24T11:36:17Z')
let tools: ExchangeTools

beforeAll(async () => {
  tools = { h5: await startH5() }
})

function write(model: TrainedModel, format: string, ending: Ending): readonly ModelFile[] {
  const written = writableFormat(format).write(model, { ending, date }, tools)
  if ('problems' in written) throw new Error(JSON.stringify(written.problems))
  return written.files
}

async function prove(
  model: TrainedModel,
  format: string,
  ending: Ending,
  files = write(model, format, ending),
  progress: ProofOptions['progress'] = () => Promise.resolve()
): Promise<Proof> {
  const trained = await openTrained(model)
  try {
    const proof = await proveExport({
      format: writableFormat(format),
      files,
      written: { name: 'model', ending, reads: readsOf(model) },
      tools: { ...tools, engine: testEngine() },
      trained,
      output: outputOf(model.network, model.datasets)!,
      images: noise(model, 40),
      progress
    })
    if ('problems' in proof) throw new Error(JSON.stringify(proof.problems))
    return proof
  } finally {
    await trained.close()
  }
}

describe.each(Object.entries(models))('%s', (_, model) => {
  it.each<[string, Ending]>([
    ['keras', 'probabilities'],
    ['keras', 'logits'],
    ['savedModel', 'probabilities']
  ])('predicts the same from %s that ends in %s', async (format, ending) => {
    const { samples, maxAbsDifference, scale } = await prove(model, format, ending)
    expect(samples).toBe(40)
    expect(scale).toBeGreaterThan(0.01)
    expect(maxAbsDifference).toBeLessThanOrEqual(1e-5 * Math.max(1, scale))
  })
})

it('tells before each batch how far it is, and ends with what the one who is told throws', async () => {
  const [model] = Object.values(models)
  const told: (readonly [number, number])[] = []
  const proving = prove(model!, 'keras', 'logits', undefined, (done, total) => {
    told.push([done, total])
    return done === 0 ? Promise.resolve() : Promise.reject(new Error('stopped'))
  })
  await expect(proving).rejects.toThrow('stopped')
  expect(told).toEqual([
    [0, 40],
    [32, 40]
  ])
})
