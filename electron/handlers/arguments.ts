import type { z } from 'zod'
import { hostArguments } from '../../core/host-arguments.ts'
import type { HostApi, HostError } from '../../core/host.ts'

/** Checks a call's arguments against the table; the answer is what the handler may take, or what was wrong. */
export function checkArguments(call: keyof HostApi, values: unknown): { values: unknown[] } | { error: HostError } {
  const form: z.ZodType = hostArguments[call]
  const parsed = form.safeParse(values)
  if (parsed.success) return { values: parsed.data as unknown[] }
  const first = parsed.error.issues[0]
  const place = first && first.path.length > 0 ? ` at ${first.path.join('.')}` : ''
  return {
    error: { code: 'host/arguments', message: `${call} was called wrongly${place}: ${first?.message ?? 'no reason'}` }
  }
}
