import { defineProblem } from '../problem.ts'

export const runUnreadable = defineProblem<{ readonly reason: string }>('run/unreadable', 'warning', ({ reason }) => ({
  message: `This run cannot be read: ${reason}`,
  fix: 'Delete it, or put its folder back from a copy.'
}))
