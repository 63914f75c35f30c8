import { firstFault } from '../../core/schema-fault.ts'
import { hostCalls, type HostCallName } from '../../core/host/host.ts'
import { depthFault } from '../../core/json.ts'
import type { HostError } from '../../core/host/host-error.ts'

/** Checks a call's arguments against the table; the answer is what may be taken, or what was wrong. */
export function checkArguments(call: HostCallName, given: unknown): { given: unknown } | { error: HostError } {
  const tooDeep = depthFault(given)
  if (tooDeep !== undefined)
    return { error: { code: 'host/arguments', message: `${call} was called wrongly: ${tooDeep}` } }
  const parsed = hostCalls[call].arguments.safeParse(given)
  if (parsed.success) return { given: parsed.data }
  const fault = firstFault(parsed.error, given, 'arguments')
  return { error: { code: 'host/arguments', message: `${call} was called wrongly at ${fault}` } }
}
