import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

export interface Display {
  /** As the variable DISPLAY names it; undefined where windows are drawn without one. */
  readonly name: string | undefined
  close(): void
}

/** The display that is there, or a virtual one. */
export async function openDisplay(): Promise<Display> {
  const known = process.env['DISPLAY']
  if (process.platform !== 'linux' || known) return { name: known, close: () => undefined }
  const child = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore']
  })
  const number = await new Promise<string>((resolve, reject) => {
    child.once('error', reject)
    createInterface({ input: child.stdout }).once('line', resolve)
  })
  return { name: `:${number}`, close: () => void child.kill() }
}
