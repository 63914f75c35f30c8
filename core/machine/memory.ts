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

/**
 * The memory within the limit that Linux sets a container, by what its control group tells in `memory.max`,
 * `memory.current` and `memory.stat`; as it is where there is none. What is kept of files would be given up.
 * https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files
 */
export function withinLimit(
  memory: MachineMemory,
  { max, current, stat }: Readonly<Record<'max' | 'current' | 'stat', string>>
): MachineMemory {
  const total = Number.parseInt(max, 10)
  const used = Number.parseInt(current, 10)
  if (Number.isNaN(total) || Number.isNaN(used)) return memory
  const ofFiles = Number(/^inactive_file (\d+)$/m.exec(stat)?.[1] ?? 0)
  return {
    total: Math.min(memory.total, total),
    available: Math.max(0, Math.min(memory.available, total - used + ofFiles))
  }
}

/** Reads the answer of `nvidia-smi --query-gpu=memory.total,memory.free --format=csv,noheader,nounits`, the first GPU's. */
export function readGpuMemory(text: string): MachineMemory | undefined {
  const [total, available] = (text.trim().split('\n')[0] ?? '')
    .split(',')
    .map(part => Number.parseInt(part, 10) * 2 ** 20)
  if (total === undefined || available === undefined || Number.isNaN(total) || Number.isNaN(available)) return undefined
  return { total, available }
}
