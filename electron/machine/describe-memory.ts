import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { freemem, totalmem } from 'node:os'
import { promisify } from 'node:util'
import { readGpuMemory, readMemory, withinLimit, type MachineMemory } from '../../core/machine/memory.ts'

/** The memory of this machine, as it is now. */
export async function describeMemory(): Promise<MachineMemory> {
  // What Node calls free leaves out what Linux keeps of files and would give up at once. Other systems have no such file.
  const memory = readMemory(await textOf('/proc/meminfo')) ?? { total: totalmem(), available: freemem() }
  const [max, current, stat] = await Promise.all([
    textOf('/sys/fs/cgroup/memory.max'),
    textOf('/sys/fs/cgroup/memory.current'),
    textOf('/sys/fs/cgroup/memory.stat')
  ])
  return withinLimit(memory, { max, current, stat })
}

/** A training may take a quarter more than is forecast, and the rest is left to others. */
const usableFraction = 0.8
/** What the program takes with TensorFlow loaded, before the first training. */
const programBytes = 600e6

/** Bytes that a training may take on this machine: one trains at a time. */
export async function memoryToTrain(): Promise<number> {
  // Where there is a driver, the set-up has got the library that uses it.
  const gpu = await describeGpuMemory()
  // Of what the program itself holds on the GPU the driver does not tell how much lies idle.
  if (gpu) return usableFraction * gpu.total
  const { available } = await describeMemory()
  // TensorFlow keeps what trainings took, for the next one.
  const kept = Math.max(0, process.memoryUsage.rss() - programBytes)
  return usableFraction * (available + kept)
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

/** Nothing where there is no such file. */
function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '')
}
