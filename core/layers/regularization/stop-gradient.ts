import { stopGradient as stopGradientOp } from '../../ops/sources/stop-gradient.ts'
import { defineLayer } from '../define-layer.ts'

export const stopGradient = defineLayer({
  type: 'stopGradient',
  version: 1,
  label: 'Stop gradient',
  family: 'regularization',
  summary:
    'Hands its input on as it is and lets no gradient back: what comes before learns nothing from what comes after.',
  source: 'Keras ops.stop_gradient; as in Chen and He, "Exploring simple siamese representation learning", 2021',
  inputs: { input: {} },
  parameters: {},
  build: ({ input }, _, scope) => scope.op(stopGradientOp, { input }),
  keras: {
    // A file predicts, where there is no gradient to stop.
    write: () => []
  },
  examples: [{ inputs: { input: [6] } }, { inputs: { input: [4, 3, 2] } }]
})
