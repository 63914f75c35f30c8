import { augment, unfollowed } from '../../data/augmentations/augment.ts'
import { augmentations as catalogue } from '../../data/augmentations/catalogue.ts'
import { fieldOf, imageAndLabel, roleOf, usualFields } from '../../data/fields/catalogue.ts'
import type { ImageTarget } from '../../data/fields/define-field.ts'
import { isShrinking, planFit, type Fit } from '../../data/fit-plan.ts'
import { withRole } from '../../ops/sources/with-role.ts'
import { kindOf } from '../../kinds.ts'
import { choice, integer, pair, settings, text, toggle, type Pair, type Setting } from '../../parameters.ts'
import { defineProblem } from '../../problem.ts'
import { defineLayer, type DatasetFacts } from '../define-layer.ts'
import { channelsLast, type KerasLayer } from '../keras-form.ts'

/** Bytes 0 to 255 times the factor, plus the offset. */
export const scales = {
  unit: { factor: 1 / 255, offset: 0 },
  centered: { factor: 1 / 127.5, offset: -1 },
  raw: { factor: 1, offset: 0 }
} as const

function kerasFit({ plan: { resize, cut, borders }, from, size, antialias }: ImageTarget): readonly KerasLayer[] {
  const row = (className: string, config: KerasLayer['config']): KerasLayer => ({ className, config, weights: [] })
  const means = resize && antialias && isShrinking(from, resize) ? { antialias } : {}
  return [
    ...(resize === undefined
      ? []
      : [row('Resizing', { height: resize[0], width: resize[1], interpolation: 'bilinear', ...means })]),
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
  outputs: (fields = usualFields) => fields,
  fields: (values, dataset) => datasetOf(values, dataset).fields,
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
    // Off where nothing is said, as in Keras and in networks of before there was a choice. `useDataset` turns it on.
    antialias: toggle({
      default: false,
      help: 'Lets each pixel of an image that is made smaller be the mean of those under it, so that fine detail does not flicker.'
    }),
    scale: choice(['unit', 'centered', 'raw'], {
      default: 'unit',
      optionLabels: { unit: '0 to 1', centered: '−1 to 1', raw: '0 to 255' },
      help: 'The range that the bytes of an image are brought to.'
    }),
    augmentations: settings({
      default: [],
      kinds: catalogue,
      help: 'How samples are varied while the network trains, one after the other. Evaluation and exports see them as they are.'
    })
  },
  describe: ({ size, channels }) => `${size.join('×')}×${channels}`,
  check(_, values, check) {
    const { dataset, channels, augmentations } = values
    const { fields } = datasetOf(values, id => check.dataset(id))
    for (const setting of augmentations) {
      const augmentation = kindOf(catalogue, setting.kind)
      const field = unfollowed(augmentation, fields)
      const others = augmentations.filter(other => other !== setting)
      if (field !== undefined) {
        const lost = { label: augmentation.label, field: field.name, others }
        check.report(lostField, lost, { parameter: 'augmentations' })
      }
    }
    if (dataset === '') return
    const facts = check.dataset(dataset)
    if (facts === undefined) {
      check.report(unknownDataset, { dataset }, { parameter: 'dataset' })
      return
    }
    const given = imageOf(facts)?.channels
    if (given !== undefined && !canConvert(given, channels)) {
      check.report(datasetChannels, { given, wanted: channels }, { parameter: 'channels' })
    }
  },
  build(_, values, scope) {
    const facts = datasetOf(values, id => scope.dataset(id))
    const target = targetOf(facts, values)
    const augmentations = scope.mode === 'train' ? values.augmentations : []
    return Object.fromEntries(
      facts.fields.map(field => {
        const entry = roleOf(field)
        const fed = scope.feed(field.name, { ...entry.row(field), role: field.role })
        const fitted = entry.build(fed, field, target, scope.op)
        const given = augment(fitted, field, augmentations, { ...scope, target })
        const isTold = entry.isSignal === true || given.role === field.role
        return [field.name, isTold ? given : scope.op(withRole, { input: given }, { role: field.role })]
      })
    )
  },
  keras: {
    write(values, _, dataset) {
      const { channels } = values
      const given = imageOf(datasetOf(values, dataset))
      if (given?.channels !== channels) return undefined
      const target = targetOf({ fields: [given] }, values)
      const { factor, offset } = target.range
      const isRaw = factor === 1 && offset === 0
      return [
        { className: 'InputLayer', config: { batch_shape: [null, ...target.from, channels] } },
        ...kerasFit(target),
        ...(isRaw ? [] : [{ className: 'Rescaling', config: { scale: factor, offset }, weights: [] }])
      ]
    },
    beside: {
      InputLayer: { sparse: false, ragged: false, optional: false },
      CenterCrop: channelsLast,
      Rescaling: { offset: 0 }
    }
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
        datasets: { sample: { fields: imageAndLabel({ height: 7, width: 5, channels: 3, classes: ['a', 'b'] }) } }
      }))
    ),
    {
      inputs: {},
      parameters: { dataset: 'sample', size: [3, 4], channels: 3, fit: 'stretch', antialias: true },
      datasets: { sample: { fields: imageAndLabel({ height: 7, width: 5, channels: 3, classes: ['a', 'b'] }) } }
    }
  ]
})

interface Values {
  readonly dataset: string
  readonly size: Pair
  readonly channels: number
  readonly classes: number
  readonly fit: Fit
  readonly antialias: boolean
  readonly scale: keyof typeof scales
  readonly augmentations: readonly Setting[]
}

function imageOf({ fields }: DatasetFacts) {
  return fieldOf(fields, 'image')
}

/** The dataset of a bare size has images of that size, and as many classes without a name. */
function datasetOf(
  { dataset, size: [height, width], channels, classes }: Values,
  known: (id: string) => DatasetFacts | undefined
): DatasetFacts {
  const names = Array.from({ length: classes }, (_, index) => String(index))
  return (
    (dataset === '' ? undefined : known(dataset)) ?? {
      fields: imageAndLabel({ height, width, channels, classes: names })
    }
  )
}

function targetOf(facts: DatasetFacts, { size, channels, fit, antialias, scale }: Values): ImageTarget {
  const image = imageOf(facts)
  const from: Pair = image === undefined ? size : [image.height, image.width]
  return { plan: planFit(from, size, fit), from, size, channels, antialias, range: scales[scale] }
}

function canConvert(given: number, wanted: number): boolean {
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

export const lostField = defineProblem<{
  readonly label: string
  readonly field: string
  readonly others: readonly Setting[]
}>('data/lost-field', 'error', ({ label, field, others }) => ({
  message: `${label} moves what is in the images, and the field "${field}" cannot follow: it would tell of places where things were.`,
  fix: 'Take the augmentation out of the list.',
  repair: { label: `Without ${label.toLowerCase()}`, parameters: { augmentations: others } }
}))
