import { readFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { readProcessor, type Processor } from '../../core/machine/processor.ts'

/** The processor of this machine. What it has for bfloat16 is known on Linux alone. */
export async function describeProcessor(): Promise<Processor> {
  try {
    return readProcessor(await readFile('/proc/cpuinfo', 'utf8'))
  } catch {
    // Other systems have no such file.
    return { name: cpus()[0]?.model ?? 'This processor', bfloat16: undefined }
  }
}
