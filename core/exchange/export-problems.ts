import { defineProblem } from '../problem.ts'

export const noOutput = defineProblem('export/no-output', 'error', () => ({
  message: 'The network has no output node, so there is nothing to take away.',
  fix: 'Add an output behind the last layer.'
}))
