import { expect, it } from 'vitest'
import { defaultRecipe } from '../../../core/document/create-document.ts'
import { readAllowedCores, readProcessor } from '../../../core/machine/processor.ts'
import { precisionProblems } from '../../../core/recipe/precision-problems.ts'

const cpuinfo = (flags: string): string =>
  `processor\t: 0\nmodel name\t: Intel(R) Xeon(R) Platinum\nflags\t\t: fpu ${flags} avx2\nbugs\t\t: spectre\n\nprocessor\t: 1\n`

it.each([
  ['avx512_bf16 amx_bf16', 'AMX'],
  ['avx512_bf16', 'AVX-512'],
  ['avx512f amx_bf16_like', undefined]
])('finds in the flags %s what multiplies bfloat16: %s', (flags, bfloat16) => {
  expect(readProcessor(cpuinfo(flags))).toEqual({ name: 'Intel(R) Xeon(R) Platinum', bfloat16 })
})

it('refuses mixed bfloat16 where nothing speeds it up, and nothing else', () => {
  const mixed = { ...defaultRecipe, precision: 'mixedBfloat16' } as const
  const [slow, fast] = [readProcessor(cpuinfo('avx2')), readProcessor(cpuinfo('avx512_bf16'))]
  expect(precisionProblems(mixed, slow).map(({ code }) => code)).toEqual(['train/no-bfloat16'])
  expect(precisionProblems(mixed, fast)).toEqual([])
  expect(precisionProblems(defaultRecipe, slow)).toEqual([])
})

it.each([
  ['Cpus_allowed_list:\t0-3', 4],
  ['Name:\tnode\nCpus_allowed_list:\t0,2-3,8\nMems_allowed:\t1', 4],
  ['Cpus_allowed_list:\t5', 1],
  ['Name:\tnode', undefined]
])('counts in "%s" the cores that a process may use: %s', (text, cores) => {
  expect(readAllowedCores(text)).toBe(cores)
})
