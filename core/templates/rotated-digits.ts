import { rotatedDigits as dataset } from '../data/sources/built-in.ts'
import { drawNetwork } from '../graph/graph-builder.ts'
import type { OwnTemplate } from './template.ts'

/** A number to be predicted in place of a class. */
export const rotatedDigits: OwnTemplate = {
  id: 'rotatedDigits',
  name: 'Angle of a digit',
  summary:
    'A small convolutional network that measures by how many degrees a handwritten digit is turned: one output, and a loss that compares numbers.',
  datasets: [dataset],
  draw: () =>
    drawNetwork(graph => {
      const data = graph.layer('data', { dataset: dataset.id, size: dataset.size, channels: dataset.channels })
      const window = { kernelSize: [3, 3], padding: 'same', activation: 'relu' }
      let features = data.output('image')
      for (const filters of [16, 32, 64]) {
        const convolved = graph.layer('conv2d', { ...window, filters }, features)
        features = graph.layer('maxPooling2d', {}, convolved)
      }
      const row = graph.layer('flatten', {}, features)
      const seen = graph.layer('dense', { units: 64, activation: 'relu' }, row)
      const angle = graph.layer('dense', { units: 1 }, seen, { name: 'angle' })
      // Degrees: a few of them count squared, so that digits that can be read either way do not rule.
      graph.layer('huber', { delta: 10 }, { prediction: angle, target: data.output('angle') }, { name: 'loss' })
      graph.layer('output', { reads: 'asIs' }, angle)
    })
}
