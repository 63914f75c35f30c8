import type { ParameterValue } from '../../../core/graph/drawing.ts'
import type { Problem } from '../../../core/problem.ts'
import { message } from '../../messages/message.ts'
import type { Studio } from '../../state/studio.svelte.ts'

/** Applies the mend that a problem offers, as one step that can be undone. */
export function repair({ project }: Studio, { repair: offered, where }: Problem): void {
  const node = offered?.node ?? where.node
  if (offered === undefined || node === undefined) return
  project.edit(message('step/repair', { label: offered.label }), draft => {
    draft.setParameters(node, offered.parameters as Readonly<Record<string, ParameterValue>>)
  })
}
