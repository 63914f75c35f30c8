import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'

/** Runs with a folder of its own, removed afterwards. */
export async function* withFolder<Value>(work: (folder: string) => AsyncGenerator<Value>): AsyncGenerator<Value> {
  const folder = mkdtempSync(join(tmpdir(), 'receptive-bench-'))
  try {
    yield* work(folder)
  } finally {
    // Chromium's other processes write for a moment after the main one is gone.
    await setTimeout(1000)
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
  }
}
