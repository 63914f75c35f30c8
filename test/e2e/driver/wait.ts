import { vi } from 'vitest'

type Options = Readonly<Partial<Record<'timeout' | 'interval', number>>>

/** What a busy machine may take for what is there at once on an idle one. */
const patience = { timeout: 10_000 }

/** Resolves with what the check gives once it no longer throws. */
export function waitFor<Value>(check: () => Value | Promise<Value>, options: Options = {}): Promise<Value> {
  return vi.waitFor(check, { ...patience, ...options })
}

/** Resolves once the check gives something truthy. */
export async function waitUntil(check: () => unknown, options: Options = {}): Promise<void> {
  await vi.waitUntil(check, { ...patience, ...options })
}
