import { convolutionUnit } from '../../blocks/convolution-unit.ts'
import { invertedResidual } from '../../blocks/residual/inverted-residual.ts'
import type { PortReference } from '../../graph/drawing.ts'
import { drawClassifier, networkParameters } from '../classifier.ts'
import { defineNetwork } from '../define-network.ts'

/** Table 2: expansion t, channels c, repeats n, stride s. */
const stages = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1]
] as const

/** Whole eighths of channels, and never a tenth less than asked for: what the paper's width multiplier means. */
function inEighths(count: number): number {
  const rounded = Math.max(8, 8 * Math.floor((count + 4) / 8))
  return rounded < 0.9 * count ? rounded + 8 : rounded
}

export const mobilenetv2 = defineNetwork({
  id: 'mobilenetv2',
  name: 'MobileNet v2',
  year: 2018,
  paper: 'Sandler et al., "MobileNetV2: Inverted Residuals and Linear Bottlenecks", 2018, table 2',
  settings: 'Batch normalizations as in Keras’s MobileNetV2: epsilon 1e-3, momentum 0.999.',
  summary:
    'Made for telephones: 0.3 thousand million multiply-adds, a thirteenth of ResNet-50’s. Its blocks are residual blocks turned inside out: thin between blocks, wide inside, where a depthwise convolution filters each channel by itself. Look inside a stage at how few parameters that depthwise 3×3 has, and that no activation follows the last 1×1.',
  parameters: networkParameters({ size: 224, min: 32 }),
  draw: ({ width, ...image }) =>
    drawClassifier({
      ...image,
      body(graph, input) {
        const unit = (name: string, filters: number, size: number, stride: number, from: PortReference) => {
          const window = { kernelSize: [size, size], strides: [stride, stride], padding: 'same' }
          return graph.block(convolutionUnit, { filters, ...window, activation: 'relu6', momentum: 0.999 }, from, {
            name
          })
        }
        let inputFilters = inEighths(32 * width)
        let features: PortReference = unit('conv1', inputFilters, 3, 2, input)
        stages.forEach(([expansion, channels, repeat, stride], index) => {
          const filters = inEighths(channels * width)
          const parameters = { filters, inputFilters, stride, expansion }
          features = graph.block(invertedResidual, parameters, features, { name: `stage${index + 1}`, repeat })
          inputFilters = filters
        })
        // The last convolution is not thinned, as in the paper.
        const last = unit('convLast', width > 1 ? inEighths(1280 * width) : 1280, 1, 1, features)
        return graph.layer('globalAveragePooling2d', {}, last, { name: 'average' })
      }
    })
})
