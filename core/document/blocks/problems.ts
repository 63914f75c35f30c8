import { defineProblem } from '../../problem.ts'

export const staysOutside = defineProblem<{ readonly label: string }>(
  'block/layer-stays-outside',
  'error',
  ({ label }) => ({
    message: `"${label}" has to stay outside: data, losses, outputs and the ends of blocks can not go into a block.`,
    fix: 'Take it out of the selection.'
  })
)

interface Detour {
  readonly from: string
  readonly past: string
  readonly to: string
}

export const leavesAndReturns = defineProblem<Detour>('block/leaves-and-returns', 'error', ({ from, past, to }) => ({
  message: `Data would leave the block after ${from} and come back to ${to} by ${past}: a circle.`,
  fix: `Select ${past} as well, or leave ${from} or ${to} out.`
}))

export const dependsOnAround = defineProblem<{ readonly what: string; readonly expression: string }>(
  'block/depends-on-around',
  'error',
  ({ what, expression }) => ({
    message: `${what} is "${expression}", which differs from one instance of the block around it to the next.`,
    fix: `Set ${what.toLowerCase()} to a fixed value first.`
  })
)

export const noStraightWay = defineProblem('block/no-straight-way', 'error', () => ({
  message: 'The block is bypassed as a whole, and its layers one by one would hand on something else.',
  fix: 'Take the bypass away, ungroup it, and bypass the layers that you mean.'
}))

export const notWritable = defineProblem<{ readonly name: string; readonly expression: string }>(
  'block/not-writable',
  'error',
  ({ name, expression }) => ({
    message: `"${expression}" of ${name} can not be written outside of its block: it needs a value that is no number in the middle.`,
    fix: 'Give the block a value of its own in place of the expression, or simplify it.'
  })
)

export const tooManyCopies = defineProblem<{ readonly count: number; readonly max: number }>(
  'block/too-many-copies',
  'error',
  ({ count, max }) => ({
    message: `${count} layers would come out of its repeats; at most ${max} can.`,
    fix: 'Lower its repeat count first.'
  })
)

export const intoItself = defineProblem<{ readonly label: string; readonly inner: string }>(
  'block/into-itself',
  'error',
  ({ label, inner }) => ({
    message:
      label === inner
        ? `${label} would stand inside itself.`
        : `${inner} contains ${label}, which would then stand inside itself.`,
    fix: 'Put it into the graph around, or make a definition of its own of it first.'
  })
)

export const stillUsed = defineProblem<{ readonly label: string; readonly count: number }>(
  'block/still-used',
  'error',
  ({ label, count }) => ({
    message: `${label} is used ${count} ${count === 1 ? 'time' : 'times'}.`,
    fix: 'Delete or ungroup its instances first.'
  })
)
