import { defineProblem } from '../problem.ts'
import type { ExpressionFault } from './expressions/expression.ts'

interface FaultValues {
  readonly expression: string
  readonly fault: ExpressionFault
}

function faultText({ expression, fault }: FaultValues) {
  const location = fault.at < expression.length ? ` at character ${fault.at + 1}` : ''
  return { message: `"${expression}" does not work out${location}. ${fault.message}`, fix: fault.fix }
}

/** A fault of an expression, by its code. */
export const expressionFaults = {
  syntax: defineProblem('expression/syntax', 'error', faultText),
  'unknown-name': defineProblem('expression/unknown-name', 'error', faultText),
  'not-a-number': defineProblem('expression/not-a-number', 'error', faultText),
  'not-finite': defineProblem('expression/not-finite', 'error', faultText)
} as const

export const cycle = defineProblem<{ readonly names: readonly string[] }>('graph/cycle', 'error', ({ names }) => ({
  message: `The data would run in a circle: ${[...names, names[0]].join(' → ')}.`,
  fix: 'Remove one of the edges between them.'
}))

export const unknownBlock = defineProblem<{ readonly block: string }>('graph/unknown-block', 'error', ({ block }) => ({
  message: `It follows the block definition "${block}", which does not exist.`,
  fix: 'Replace it with another block, or delete it.'
}))

export const containsItself = defineProblem<{ readonly labels: readonly string[] }>(
  'graph/block-contains-itself',
  'error',
  ({ labels }) => ({
    message: `A block would contain itself: ${labels.join(' → ')}.`,
    fix: `Take ${labels.at(-1) ?? 'the block'} out of its own definition.`
  })
)

export const nestedTooDeep = defineProblem<{ readonly max: number }>(
  'graph/blocks-nested-too-deep',
  'error',
  ({ max }) => ({
    message: `Blocks stand inside each other more than ${max} levels deep.`,
    fix: 'Put what is in the innermost ones into the blocks around them.'
  })
)

export const badRepeat = defineProblem<{ readonly received: string; readonly max: number }>(
  'graph/repeat-out-of-range',
  'error',
  ({ received, max }) => ({
    message: `The block stands ${received} times; it can stand 0 to ${max} times.`,
    fix: 'Set the repeat count to a whole number in this range.'
  })
)

export const noChain = defineProblem<{ readonly inputs: readonly string[]; readonly outputs: readonly string[] }>(
  'graph/repeat-does-not-chain',
  'error',
  ({ inputs, outputs }) => ({
    message: `A repeated block feeds itself, but its outputs (${list(outputs)}) match none of its inputs (${list(inputs)}).`,
    fix: 'Name an input and an output of the block alike, such as stateInput and stateOutput, or set the repeat count to 1.'
  })
)

export const badArgument = defineProblem<{
  readonly name: string
  readonly received: string
  readonly expected: string
}>('graph/argument-out-of-range', 'error', ({ name, received, expected }) => ({
  message: `The block's parameter ${name} is ${received}; it takes ${expected}.`,
  fix: `Set ${name} to ${expected}.`
}))

export const openInput = defineProblem<{ readonly port: string }>('graph/block-input-missing', 'error', ({ port }) => ({
  message: `Nothing is connected to the block's port "${port}".`,
  fix: 'Draw an edge to it.'
}))

export const openOutput = defineProblem<{ readonly port: string }>(
  'graph/block-output-missing',
  'error',
  ({ port }) => ({
    message: `Nothing inside the block is connected to its output "${port}".`,
    fix: 'Open the block and draw an edge to it.'
  })
)

export const nothingPasses = defineProblem('graph/nothing-passes', 'error', () => ({
  message: 'It is bypassed, and nothing comes in that could pass through to what follows.',
  fix: 'Draw an edge to it, or delete it.'
}))

export const tooLarge = defineProblem<{ readonly max: number }>('graph/too-large', 'error', ({ max }) => ({
  message: `Expanded, the network has more than ${max} layers.`,
  fix: 'Lower the repeat counts of its blocks.'
}))

function list(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ')
}
