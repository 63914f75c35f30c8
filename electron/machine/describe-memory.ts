import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { freemem, totalmem } from 'node:os'
import { promisify } from 'node:util'
import { readGpuMemory, readMemory, type MachineMemory } from '../../core/machine-memory.ts'

/** The memory of this machine, as it is now. */
export async function describeMemory(): Promise<MachineMemory> {
  // What Node calls free leaves out what Linux keeps of files and would give up at once. Other systems have no such file.
  const text = await readFile('/proc/meminfo', 'utf8').catch(() => '')
  return readMemory(text) ?? { total: totalmem(), available: freemem() }
}

/** The memory of the first GPU; undefined where NVIDIA's driver does not tell. */
export async function describeGpuMemory(): Promise<MachineMemory | undefined> {
  const query = ['--query-gpu=memory.total,memory.free', '--format=csv,noheader,nounits']
  try {
    const { stdout } = await promisify(execFile)('nvidia-smi', query, { timeout: 3000 })
    return readGpuMemory(stdout)
  } catch {
    // No driver, no GPU.
    return undefined
  }
}
