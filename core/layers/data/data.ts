import { add, multiply } from '../../ops/arithmetic.ts'
import { cast } from '../../ops/cast.ts'
import { concat } from '../../ops/concat.ts'
import { constant, scalar } from '../../ops/constant.ts'
import { pad, slice } from '../../ops/pad-and-slice.ts'
import { sum } from '../../ops/reduce.ts'
import { resizeBilinear } from '../../ops/resize-bilinear.ts'
import { sizeOf, type Tensor } from '../../ops/tensor.ts'
import { choice, integer, pair, text, type Pair } from '../../parameters.ts'
import { defineProblem } from '../../problem.ts'
import { defineLayer, type DatasetFacts, type KerasLayer, type LayerScope } from '../define-layer.ts'
import { planFit, type FitPlan } from '../image-fit.ts'

/** Bytes 0 to 255 times the factor, plus the offset. */
export const scales = {
  unit: { factor: 1 / 255, offset: 0 },
  centered: { factor: 1 / 127.5, offset: -1 },
  raw: { factor: 1, offset: 0 }
} as const

/** Share of red, green and blue in a gray value; ITU-R BT.601, as TensorFlow's rgb_to_grayscale. */
const grayShares = [0.2989, 0.587, 0.114]

function fitted(image: Tensor, plan: FitPlan, size: Pair, scope: LayerScope): Tensor {
  const { resize, cut, borders } = plan
  const resized = resize === undefined ? image : scope.op(resizeBilinear, { input: image }, { size: resize })
  if (cut !== undefined) {
    const channels = sizeOf(image, -1)
    return scope.op(slice, { input: resized }, { begin: [0, ...cut, 0], size: ['batch', ...size, channels] })
  }
  if (borders === undefined) return resized
  return scope.op(pad, { input: resized }, { padding: [[0, 0], ...borders, [0, 0]], value: 0 })
}

function withChannels(image: Tensor, channels: number, scope: LayerScope): Tensor {
  const given = sizeOf(image, -1)
  if (given === channels) return image
  if (given === 1) return scope.op(concat, { inputs: Array.from({ length: channels }, () => image) }, { axis: 3 })
  const shares = scope.op(constant, {}, { dtype: 'float32', shape: [3], values: grayShares })
  return scope.op(sum, { input: scope.op(multiply, { left: image, right: shares }) }, { axes: [3], keepAxes: true })
}

function scaledBy(image: Tensor, { factor, offset }: { factor: number; offset: number }, scope: LayerScope): Tensor {
  const product =
    factor === 1 ? image : scope.op(multiply, { left: image, right: scope.op(constant, {}, scalar(factor)) })
  return offset === 0 ? product : scope.op(add, { left: product, right: scope.op(constant, {}, scalar(offset)) })
}

function kerasFit({ resize, cut, borders }: FitPlan, size: Pair): readonly KerasLayer[] {
  const row = (className: string, config: KerasLayer['config']): KerasLayer => ({ className, config, weights: [] })
  return [
    ...(resize === undefined
      ? []
      : [row('Resizing', { height: resize[0], width: resize[1], interpolation: 'bilinear' })]),
    ...(cut === undefined ? [] : [row('CenterCrop', { height: size[0], width: size[1] })]),
    ...(borders === undefined ? [] : [row('ZeroPadding2D', { padding: borders })])
  ]
}

export const data = defineLayer({
  type: 'data',
  version: 1,
  label: 'Data',
  family: 'data',
  summary:
    'Feeds the network: images and their class labels, brought to one size and scale. A bare size, with no images behind it, is enough to draw.',
  source: 'Receptive; Keras Input, Resizing, Rescaling',
  inputs: {},
  outputs: ['image', 'label'],
  parameters: {
    dataset: text({
      default: '',
      reference: 'dataset',
      help: 'Where images and labels come from. Leave it empty for a bare size.'
    }),
    size: pair({
      default: [28, 28],
      min: 1,
      max: 4096,
      help: 'Height and width of the image that the network sees.'
    }),
    channels: integer({ default: 1, min: 1, max: 1024, help: '1 for gray images, 3 for color.' }),
    classes: integer({
      default: 10,
      min: 1,
      max: 1_000_000,
      help: 'How many classes the labels have. A dataset brings its own.',
      visible: values => values['dataset'] === ''
    }),
    fit: choice(['stretch', 'pad', 'crop'], {
      default: 'pad',
      optionLabels: { stretch: 'Stretch', pad: 'Pad', crop: 'Crop' },
      help: 'How an image of another size gets there: stretched; shrunk if need be and given borders; or cut to the middle.'
    }),
    scale: choice(['unit', 'centered', 'raw'], {
      default: 'unit',
      optionLabels: { unit: '0 to 1', centered: '−1 to 1', raw: '0 to 255' },
      help: 'The range that the bytes of an image are brought to.'
    })
  },
  describe: ({ size, channels }) => `${size.join('×')}×${channels}`,
  check(_, { dataset, channels }, check) {
    if (dataset === '') return
    const facts = check.dataset(dataset)
    if (facts === undefined) check.report(unknownDataset, { dataset }, { parameter: 'dataset' })
    else if (!canConvert(facts, channels)) {
      check.report(datasetChannels, { given: facts.channels, wanted: channels }, { parameter: 'channels' })
    }
  },
  build(_, { dataset, size, channels, fit, scale }, scope) {
    const facts = dataset === '' ? undefined : scope.dataset(dataset)
    const given: Pair = facts === undefined ? size : [facts.height, facts.width]
    const bytes = scope.feed('image', 'uint8', [...given, facts?.channels ?? channels])
    const image = fitted(scope.op(cast, { input: bytes }, { to: 'float32' }), planFit(given, size, fit), size, scope)
    return {
      image: scaledBy(withChannels(image, channels, scope), scales[scale], scope),
      label: scope.feed('label', 'int32', [])
    }
  },
  keras({ dataset, size, channels, fit, scale }, _, datasetOf) {
    const facts = dataset === '' ? undefined : datasetOf(dataset)
    if (facts !== undefined && facts.channels !== channels) return undefined
    const given: Pair = facts === undefined ? size : [facts.height, facts.width]
    const { factor, offset } = scales[scale]
    const isRaw = factor === 1 && offset === 0
    return [
      { className: 'InputLayer', config: { batch_shape: [null, ...given, channels] } },
      ...kerasFit(planFit(given, size, fit), size),
      ...(isRaw ? [] : [{ className: 'Rescaling', config: { scale: factor, offset }, weights: [] }])
    ]
  },
  examples: [
    { inputs: {} },
    { inputs: {}, parameters: { size: [8, 6], channels: 3, scale: 'centered' } },
    ...(['pad', 'crop', 'stretch'] as const).flatMap(fit =>
      [
        [8, 9],
        [5, 4]
      ].map(size => ({
        inputs: {},
        parameters: { dataset: 'sample', size, channels: 3, fit, scale: 'raw' },
        datasets: { sample: { height: 7, width: 5, channels: 3, classes: ['a', 'b'] } }
      }))
    )
  ]
})

function canConvert({ channels: given }: DatasetFacts, wanted: number): boolean {
  return given === wanted || given === 1 || (given === 3 && wanted === 1)
}

export const unknownDataset = defineProblem<{ readonly dataset: string }>(
  'data/unknown-dataset',
  'error',
  ({ dataset }) => ({
    message: `The project has no dataset "${dataset}".`,
    fix: 'Choose one of its datasets, import the images again, or leave it empty for a bare size.',
    repair: { label: 'Bare size', parameters: { dataset: '' } }
  })
)

export const datasetChannels = defineProblem<{ readonly given: number; readonly wanted: number }>(
  'data/channels',
  'error',
  ({ given, wanted }) => ({
    message: `The images have ${given} channels and cannot be turned into ${wanted}.`,
    fix: `Set the channels to ${given}, or to 1 where the images have 3.`,
    repair: { label: `${given} channels`, parameters: { channels: given } }
  })
)
