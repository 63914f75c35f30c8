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
