/** What of the processor decides how a training runs. */
export interface Processor {
  readonly name: string
  /** What multiplies bfloat16 faster than float32; undefined where nothing does. */
  readonly bfloat16: 'AMX' | 'AVX-512' | undefined
}

/** Reads what Linux tells of the processor in `/proc/cpuinfo`. */
export function readProcessor(text: string): Processor {
  const field = (name: string): string | undefined => new RegExp(`^${name}\\s*: (.*)$`, 'm').exec(text)?.[1]?.trim()
  const flags = new Set(field('flags')?.split(' '))
  const bfloat16 = flags.has('amx_bf16') ? 'AMX' : flags.has('avx512_bf16') ? 'AVX-512' : undefined
  return { name: field('model name') ?? 'This processor', bfloat16 }
}

/** Reads how many cores Linux lets a process use, as `/proc/self/status` tells it: `0-3,8`; undefined where it does not. */
export function readAllowedCores(text: string): number | undefined {
  const list = /^Cpus_allowed_list:\s*([\d,-]+)$/m.exec(text)?.[1]
  return list?.split(',').reduce((count, range) => {
    const [first = 0, last = first] = range.split('-').map(Number)
    return count + last - first + 1
  }, 0)
}
