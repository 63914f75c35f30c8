import { defineProblem } from '../../problem.ts'

export const noKerasForm = defineProblem<string>('keras/no-form', 'error', label => ({
  message: `Keras has no layer that does what ${label} does with these settings.`,
  fix: 'Export as a SavedModel, which holds every layer, or change the layer.'
}))

export const misreadByKeras = defineProblem('keras/misread', 'error', () => ({
  message:
    'Keras on TensorFlow computes this convolution wrongly: one channel, a stride across alone, and one column of outputs.',
  fix: 'Export as a SavedModel, which computes it in another way, or give it the same stride down as across.'
}))

export const sharedInKeras = defineProblem<{ readonly other: string }>(
  'keras/shared-weights',
  'error',
  ({ other }) => ({
    message: `It uses the same weights as ${other}: written as two Keras layers, they would go apart as soon as Keras trains them.`,
    fix: 'Export as a SavedModel, which holds them once, or give the layer weights of its own.'
  })
)

export const kerasUnreadable = defineProblem<string>('keras/unreadable', 'error', what => ({
  message: `This Keras file cannot be read: ${what}.`,
  fix: 'Save the model again with Keras 3, as a functional model in the .keras format.'
}))

/** A file may hold pages where a word is meant. */
const mostTold = 100

function valueText(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > mostTold ? `${text.slice(0, mostTold)}…` : text
}

export const kerasClass = defineProblem<string>('keras/unsupported-class', 'error', className => ({
  message: `There is no layer that does what Keras's ${className.slice(0, mostTold)} does.`,
  fix: 'Take the layer out of the model, or express it by others, and save it again.'
}))

export const kerasOption = defineProblem<{
  readonly className: string
  readonly option: string
  readonly value: unknown
}>('keras/unsupported-option', 'error', ({ className, option, value }) => ({
  message: `${className} with ${option} = ${valueText(value)} has no equal here.`,
  fix: `Set ${option} to another value in Keras, and save the model again.`
}))

export const kerasWeights = defineProblem<{ readonly given: string; readonly wanted: string }>(
  'keras/weights',
  'error',
  ({ given, wanted }) => ({
    message: `The file has the weights ${given} for this layer, which needs ${wanted}.`,
    fix: 'The file is damaged, or not what its configuration says: save the model again.'
  })
)
