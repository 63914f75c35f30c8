import { unetDecoder } from '../../blocks/unet-decoder.ts'
import { unetEncoder } from '../../blocks/unet-encoder.ts'
import type { PortReference } from '../../graph/drawing.ts'
import { drawNetwork } from '../../graph/graph-builder.ts'
import { number } from '../../parameters.ts'
import { dataParameters, networkParameters, scaled } from '../classifier.ts'
import { defineNetwork } from '../define-network.ts'

const { dataset, size, channels, width } = networkParameters({ size: 256, min: 16, channels: 1 })

/** Padded convolutions in place of the paper's valid ones, so that images come out at the size at which they go in. */
export const unet = defineNetwork({
  id: 'unet',
  name: 'U-Net',
  year: 2015,
  paper:
    'Ronneberger, Fischer and Brox, "U-Net: Convolutional Networks for Biomedical Image Segmentation", 2015, figure 1',
  settings:
    'Layers as in the paper, but padded where the paper’s convolutions are valid; weights begin as in He et al. 2015.',
  summary:
    'From an image to an image: down to see what is there, up again to say where, with every step down laid beside the step up of its size, so that no fine detail is lost. In the paper it tells cells apart in microscope images; here it learns to take noise out of images, which needs no masks. Look at the four edges that lead across, and at the receptive field at the bottom.',
  parameters: {
    noise: number({
      default: 0.3,
      min: 0,
      max: 10,
      help: 'Standard deviation of the noise that it learns to take away; images have values from 0 to 1.'
    }),
    size,
    channels,
    dataset,
    width
  },
  draw: ({ noise, width: factor, ...image }) =>
    drawNetwork(graph => {
      const data = graph.layer('data', dataParameters(image))
      const clean = data.output('image')
      const filters = (step: number) => scaled(64 * 2 ** step, factor)
      const skips: PortReference[] = []
      let features: PortReference = graph.layer('gaussianNoise', { stddev: noise }, clean, { name: 'noise' })
      for (const step of [0, 1, 2, 3]) {
        const down = graph.block(unetEncoder, { filters: filters(step) }, features, { name: `down${step + 1}` })
        skips.push(down.output('skip'))
        features = down
      }
      const bottom = { filters: filters(4), padding: 'same', activation: 'relu', kernelInitializer: 'heNormal' }
      for (const position of [1, 2]) features = graph.layer('conv2d', bottom, features, { name: `bottom${position}` })
      for (const [step, skip] of [...skips.entries()].reverse()) {
        const ports = { input: features, skip }
        features = graph.block(unetDecoder, { filters: filters(step) }, ports, { name: `up${step + 1}` })
      }
      const map = { filters: image.channels, kernelSize: [1, 1] }
      const restored = graph.layer('conv2d', map, features, { name: 'restored' })
      graph.layer('meanSquaredError', {}, { prediction: restored, target: clean }, { name: 'loss' })
      graph.layer('output', { reads: 'asIs' }, restored)
    })
})
