import { expect, it } from 'vitest'
import { readerOf } from '../../../core/exchange/keras/plans/keras-classes.ts'
import { withDefaults } from '../../../core/exchange/keras/plans/options.ts'
import { layerCatalogue } from '../../../core/layers/catalogue.ts'
import { cases } from '../layers/cases.ts'

const written = cases.filter(({ layer, keras, mode }) => layer.keras?.read && keras !== undefined && mode === 'predict')

it.each(written)('$id is read as the layer that wrote it', ({ layer, keras }) => {
  // A border that is cut off behind it is a layer of its own.
  const main = keras!.filter(({ className }) => className !== 'Cropping2D').at(-1) ?? keras!.at(-1)!
  const node = withDefaults(main)
  expect(node && readerOf(node)?.layer).toBe(layer)
})

it('reads every layer that it writes but for what stands for no layer of Keras alone', () => {
  const unread = layerCatalogue.filter(({ keras }) => keras !== undefined && keras.read === undefined)
  expect(unread.map(({ type }) => type)).toEqual(['data', 'noise', 'stopGradient', 'channelPadding', 'output'])
})

it.each([
  ['relu', 'relu'],
  ['relu6', 'relu6'],
  ['leaky_relu', 'leakyRelu'],
  ['elu', 'elu'],
  ['softmax', 'softmax'],
  ['swish', 'swish'],
  ['hard_swish', 'hardSwish']
])("reads Keras's Activation layer with %s as %s", (activation, type) => {
  const node = withDefaults({ className: 'Activation', config: { activation } })
  expect(node && readerOf(node)?.layer.type).toBe(type)
})
