import { defineProblem } from '../../problem.ts'

export const savedModelUnreadable = defineProblem<string>('saved-model/unreadable', 'error', what => ({
  message: `This SavedModel cannot be read: ${what}.`,
  fix: 'Write it again.'
}))
