import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { readAllowedCores } from '../../core/machine/processor.ts'

/** Cores that this process may use, of those that the machine has. What it may is known on Linux alone. */
export function availableCores(): number {
  try {
    return readAllowedCores(readFileSync('/proc/self/status', 'utf8')) ?? cpus().length
  } catch {
    // Other systems have no such file.
    return cpus().length
  }
}
