import { absolute } from '../../ops/elementwise/unary.ts'
import { gradientOfInput } from '../gradient-of-input.ts'
import { floatsOf } from '../../engine.ts'
import { defineExplanation } from '../explanation.ts'

export const gradient = defineExplanation({
  id: 'gradient',
  label: 'Gradient',
  summary: 'The pixels whose least change would change the score of the class the most: the size of its gradient.',
  source: 'Simonyan, Vedaldi and Zisserman, "Deep Inside Convolutional Networks", 2013, section 3',
  requires: 'Any network that reads images',
  parameters: {},
  map: {
    values: 'channel',
    sign: 'positive',
    meaning: 'How much the score changes with the pixel, whichever way.'
  },
  fits: () => ({}),
  entryPoints(network) {
    const input = gradientOfInput(network)
    return [network.entryPoint('gradient', { map: network.builder.emit(absolute, { input }) })]
  },
  explain: async ({ input, target }, _, { run }) => floatsOf((await run('gradient', { input, target }))['map'])
})
