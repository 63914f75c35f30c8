/** Memory in bytes. */
export interface MachineMemory {
  readonly total: number
  /** What programs could still take without others being pushed to disk. */
  readonly available: number
}

/** Reads what Linux tells of the memory in `/proc/meminfo`; undefined where a line is missing. */
export function readMemory(text: string): MachineMemory | undefined {
  const bytes = (name: string): number | undefined => {
    const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
  }
  const [total, available] = [bytes('MemTotal'), bytes('MemAvailable')]
  return total === undefined || available === undefined ? undefined : { total, available }
}

/** Reads the answer of `nvidia-smi --query-gpu=memory.total,memory.free --format=csv,noheader,nounits`, the first GPU's. */
export function readGpuMemory(text: string): MachineMemory | undefined {
  const [total, available] = (text.trim().split('\n')[0] ?? '')
    .split(',')
    .map(part => Number.parseInt(part, 10) * 2 ** 20)
  if (total === undefined || available === undefined || Number.isNaN(total) || Number.isNaN(available)) return undefined
  return { total, available }
}
