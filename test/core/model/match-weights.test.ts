import { describe, expect, it } from 'vitest'
import { matchWeights, weightsOf, type NamedWeight } from '../../../core/model/match-weights.ts'
import { inferNetwork } from '../../../core/network/infer.ts'
import { drawZooNetwork } from '../../../core/templates/catalogue.ts'

const weight = (key: string, path: string, shape: readonly number[]): NamedWeight => ({ key, path, shape })

describe('matching the weights of two networks', () => {
  it('takes the weight of the same key, whatever it is called', () => {
    const wanted = weight('n1/kernel', 'stem/kernel', [3, 3])
    const given = weight('n1/kernel', 'conv/kernel', [3, 3])
    expect(matchWeights([wanted], [given])).toEqual({ matched: [{ weight: wanted, from: given }], fresh: [] })
  })

  it('takes the weight of the same path where no key is the same', () => {
    const wanted = weight('n1/kernel', 'conv/kernel', [3, 3])
    const given = weight('conv/kernel', 'conv/kernel', [3, 3])
    expect(matchWeights([wanted], [given]).matched).toEqual([{ weight: wanted, from: given }])
  })

  it('leaves a weight of another shape fresh, and tells the shape', () => {
    const wanted = weight('n1/kernel', 'dense/kernel', [128, 5])
    const given = weight('n1/kernel', 'dense/kernel', [128, 10])
    expect(matchWeights([wanted], [given])).toEqual({ matched: [], fresh: [{ weight: wanted, other: [128, 10] }] })
  })

  it('leaves fresh what the other network does not have', () => {
    const wanted = weight('n9/kernel', 'head/kernel', [2])
    expect(matchWeights([wanted], [])).toEqual({ matched: [], fresh: [{ weight: wanted, other: undefined }] })
  })
})

it('names each weight of a network once, with statistics, as many numbers as it has parameters', () => {
  const drawn = drawZooNetwork('resnet20', {})
  if ('problems' in drawn) throw new Error('ResNet-20 can be drawn.')
  const network = inferNetwork(drawn.drawing)
  const weights = weightsOf(network)
  expect(new Set(weights.map(({ key }) => key)).size).toBe(weights.length)
  const count = weights.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0)
  expect(count).toBe(network.totals.parameters)
})
