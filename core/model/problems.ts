import type { HostTensor } from '../engine.ts'
import { shapeText } from '../ops/tensor.ts'
import { defineProblem } from '../problem.ts'

export const modelUnreadable = defineProblem<{ readonly reason: string }>(
  'model/unreadable',
  'warning',
  ({ reason }) => ({
    message: `This model cannot be read: ${reason}`,
    fix: 'Delete it, or put its folder back from a copy.'
  })
)

const putBack = 'Put back the file that was written here, or train again.'

export const weightMissing = defineProblem<{ readonly path: string }>('weights/missing', 'error', ({ path }) => ({
  message: `It holds no ${path}, which the network needs.`,
  fix: putBack
}))

type Received = Pick<HostTensor, 'dtype' | 'shape'>

export const weightUnfit = defineProblem<{
  readonly path: string
  readonly received: Received
  readonly expected: Received
}>('weights/unfit', 'error', ({ path, received, expected }) => ({
  message: `It holds ${path} as ${typeText(received)}; the network needs ${typeText(expected)}.`,
  fix: putBack
}))

/** More axes than any weight has are counted instead of told: a broken file may claim thousands. */
const mostTold = 8

function typeText({ dtype, shape }: Received): string {
  const isTold = shape.length <= mostTold
  return `${dtype} ${isTold ? shapeText(shape) : `${shapeText(shape.slice(0, mostTold))}×… (${shape.length} axes)`}`
}
