import { multiply } from '../../ops/elementwise/arithmetic.ts'
import { mean } from '../../ops/reduction/mean.ts'
import { sum } from '../../ops/reduction/reduce.ts'
import { resizeBilinear } from '../../ops/resampling/resize-bilinear.ts'
import { sizeOf } from '../../ops/tensor.ts'
import { relu } from '../../ops/elementwise/unary.ts'
import { text } from '../../parameters.ts'
import { gradients } from '../../program/gradients.ts'
import { floatsOf } from '../../engine.ts'
import type { ExplainedLayer, ExplainedNetwork } from '../explained-network.ts'
import { defineExplanation } from '../explanation.ts'
import { noFeatureMap } from '../problems.ts'

/** The layers whose outputs have places: a height and a width of more than one pixel. */
function mapsOf({ layers }: ExplainedNetwork): readonly ExplainedLayer[] {
  return layers.filter(({ output }) => output.shape.length === 4 && sizeOf(output, 1) * sizeOf(output, 2) > 1)
}

function entryOf({ layer }: ExplainedLayer): string {
  return `gradCam/${layer.key}`
}

export const gradCam = defineExplanation({
  id: 'gradCam',
  label: 'Grad-CAM',
  summary:
    'The places of the image that a layer saw the class in: its channels, weighed by how much the score depends on each.',
  source: 'Selvaraju et al., "Grad-CAM: Visual Explanations from Deep Networks", 2017, equations (1) and (2)',
  requires: 'Networks with a layer that keeps height and width',
  parameters: {
    layer: text({
      default: '',
      reference: 'layer',
      help: 'Whose channels are weighed. A deep layer knows classes but few places, an early one places but few classes.'
    })
  },
  map: {
    values: 'pixel',
    sign: 'positive',
    meaning: 'How much what the layer saw there speaks for the class.'
  },
  fits(network) {
    const maps = mapsOf(network)
    const chosen = maps.filter(({ layer }) => layer.layer.family === 'convolution').at(-1) ?? maps.at(-1)
    if (chosen === undefined) return { problem: noFeatureMap({ path: 'network' }) }
    return { layers: maps.map(({ layer }) => layer.path), values: { layer: chosen.layer.path } }
  },
  entryPoints(network) {
    const { builder, score, input } = network
    const { emit } = builder
    const maps = mapsOf(network)
    const found = gradients(
      builder,
      score,
      maps.map(({ output }) => output)
    )
    const size = [sizeOf(input, 1), sizeOf(input, 2)] as const
    return maps.flatMap((map, index) => {
      const gradient = found[index]
      if (gradient === undefined) return []
      const right = emit(mean, { input: gradient }, { axes: [1, 2], keepAxes: true })
      const weighed = emit(multiply, { left: map.output, right })
      const coarse = emit(relu, { input: emit(sum, { input: weighed }, { axes: [3], keepAxes: true }) })
      return [network.entryPoint(entryOf(map), { map: emit(resizeBilinear, { input: coarse }, { size }) })]
    })
  },
  async explain({ network, input, target }, { layer: path }, { run }) {
    const map = mapsOf(network).find(({ layer }) => layer.path === path)
    return floatsOf((await run(map ? entryOf(map) : '', { input, target }))['map'])
  }
})
