import { defineProblem } from '../problem.ts'

export const modelUnreadable = defineProblem<{ readonly reason: string }>(
  'model/unreadable',
  'warning',
  ({ reason }) => ({
    message: `This model cannot be read: ${reason}`,
    fix: 'Delete it, or put its folder back from a copy.'
  })
)
