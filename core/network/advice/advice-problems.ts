import { numberText } from '../../number-text.ts'
import type { Pair } from '../../parameters.ts'
import { defineProblem } from '../../problem.ts'

export const missingActivation = defineProblem<{
  readonly name: string
  readonly next: string
  /** Where the activation has to be a layer of its own, since others take the same values: before this node. */
  readonly before: string | undefined
}>('network/missing-activation', 'warning', ({ name, next, before }) => ({
  message: `Nothing but sums lies between ${name} and ${next}: two linear layers in a row compute what one could.`,
  fix:
    before === undefined
      ? `Give ${name} an activation, such as ReLU.`
      : `Put an activation, such as ReLU, between ${name} and ${next}.`,
  repair:
    before === undefined
      ? { label: 'Activation ReLU', parameters: { activation: 'relu' } }
      : { label: 'Add ReLU', add: { type: 'relu', before: { node: before, port: 'input' } } }
}))

export const uselessBias = defineProblem<{ readonly count: number; readonly next: string }>(
  'network/useless-bias',
  'hint',
  ({ count, next }) => ({
    message: `Its ${numberText(count)} ${count === 1 ? 'bias does' : 'biases do'} nothing: ${next} takes the mean of each channel away again.`,
    fix: 'Switch the bias off; the offset of the batch normalization does its work.',
    repair: { label: 'Bias off', parameters: { useBias: false } }
  })
)

export const windowOutgrown = defineProblem<{
  readonly kernel: Pair
  /** Rows and columns of the window that meet the image somewhere. */
  readonly used: Pair
  readonly image: Pair
  readonly field: readonly [number, number] | undefined
  /** It stands outside blocks, so that a change of it changes nothing else. */
  readonly isOwn: boolean
}>('network/window-outgrown', 'warning', ({ kernel, used, image, field, isOwn }) => {
  const positions = kernel[0] * kernel[1]
  const idle = positions - used[0] * used[1]
  const sees =
    field !== undefined && field.every(side => Number.isFinite(side))
      ? ` One value already stands for ${field.join('×')} pixels.`
      : ''
  return {
    message: `The image is only ${image.join('×')} here: ${idle} of the ${positions} places of the ${kernel.join('×')} window meet nothing but padding, and their weights never learn.${sees}`,
    fix: `Feed a larger image, take a pooling or a stride away before it, or make the window ${used.join('×')}.`,
    ...(isOwn && {
      repair: { label: `Kernel ${used.join('×')}`, parameters: { kernelSize: used, padding: 'same' } }
    })
  }
})

export const denseTooLarge = defineProblem<{
  readonly image: readonly number[]
  readonly units: number
  /** The share of the network's parameters. */
  readonly fraction: number
  readonly count: string
  readonly flatten: string
}>('network/dense-too-large', 'hint', ({ image, units, fraction, count, flatten }) => {
  const channels = image.at(-1) ?? 1
  return {
    message: `${image.join('×')} values, each joined to ${numberText(units)} units: ${count} parameters, ${Math.round(fraction * 100)} % of the network in this one layer.`,
    fix: `A global average before the flatten leaves ${numberText(channels)} values and ${numberText(channels * units)} weights; one more pooling leaves about a quarter.`,
    repair: {
      label: 'Add global average',
      add: { type: 'globalAveragePooling2d', before: { node: flatten, port: 'input' } }
    }
  }
})

export const unusedParameter = defineProblem<{ readonly block: string; readonly id: string; readonly name: string }>(
  'network/unused-parameter',
  'warning',
  ({ block, id, name }) => ({
    message: `Nothing inside the block ${block} uses its parameter ${name}: a change of it changes nothing.`,
    fix: `Use ${name} in an expression inside the block, or take the parameter away.`,
    repair: { label: `Remove ${name}`, drop: { block: id, parameter: name } }
  })
)
