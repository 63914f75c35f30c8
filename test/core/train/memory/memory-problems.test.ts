import { describe, expect, it } from 'vitest'
import { applyRepair } from '../../../../core/document/apply-repair.ts'
import { createDocument } from '../../../../core/document/create-document.ts'
import { edit } from '../../../../core/document/edit.ts'
import { layerOf } from '../../../../core/layers/catalogue.ts'
import { inferNetwork } from '../../../../core/network/infer.ts'
import { mostNumbers } from '../../../../core/ops/tensor.ts'
import { drawZooNetwork } from '../../../../core/templates/catalogue.ts'
import { forecastMemory } from '../../../../core/train/memory/memory.ts'
import { memoryProblems } from '../../../../core/train/memory/memory-problems.ts'

function documentOf(network: string) {
  const drawn = drawZooNetwork(network, {})
  if ('problems' in drawn) throw new Error(drawn.problems[0]?.message)
  return createDocument(network, drawn.drawing)
}

function forecastOf(network: string) {
  const document = documentOf(network)
  return forecastMemory({ network: inferNetwork(document), datasets: {}, recipe: document.recipe })
}

describe('memoryProblems', () => {
  it('has none for a batch that fits', () => {
    expect(memoryProblems(forecastOf('lenet5'), 32, 2e9)).toEqual([])
  })

  it('offers the largest batch that fits, which then has no problem', () => {
    const forecast = forecastOf('vgg16')
    const [problem] = memoryProblems(forecast, 64, 8e9)
    expect(problem).toMatchObject({ code: 'train/batch-too-large', severity: 'error', where: { path: 'recipe' } })
    expect(problem?.message).toMatch(/batch of 64 .* about 9\.7 GB of memory, and this machine has 8\.0 GB/)
    const largest = problem?.repair?.batchSize ?? 0
    expect(forecast.at(largest).total).toBeLessThanOrEqual(8e9)
    expect(memoryProblems(forecast, largest, 8e9)).toEqual([])
    expect(memoryProblems(forecast, largest + 1, 8e9)).toHaveLength(1)
  })

  it('offers no batch where not one sample fits', () => {
    const [problem] = memoryProblems(forecastOf('vgg16'), 8, 1e9)
    expect(problem).toMatchObject({ code: 'train/network-too-large' })
    expect(problem?.repair).toBeUndefined()
  })

  it('keeps the numbers of a whole batch countable, however much memory there is', () => {
    // VGG-16's first two convolutions give the most: 224×224×64 for each image.
    const most = Math.floor(mostNumbers / (224 * 224 * 64))
    const [problem] = memoryProblems(forecastOf('vgg16'), 4096, 1e15)
    expect(problem?.repair?.batchSize).toBe(most)
    expect(problem?.message).toContain('more numbers than can be counted')
  })

  it('is mended by its own repair', () => {
    const document = documentOf('vgg16')
    const [problem] = memoryProblems(forecastOf('vgg16'), 64, 8e9)
    const mended = edit(document, 'Mend', draft => void applyRepair(draft, problem!), layerOf).document
    expect(mended.recipe).toEqual({ ...document.recipe, batchSize: problem?.repair?.batchSize })
  })
})
