import { expect, test } from 'vitest'
import { readGpuMemory, readMemory, withinLimit } from '../../../core/machine/memory.ts'

test('reads the memory as Linux and NVIDIA tell it', () => {
  const told = 'MemTotal:       24576000 kB\nMemFree:         1000000 kB\nMemAvailable:   20000000 kB\n'
  expect(readMemory(told)).toEqual({ total: 24_576_000 * 1024, available: 20_000_000 * 1024 })
  expect(readMemory('')).toBeUndefined()
  expect(readGpuMemory('81559, 80995\n')).toEqual({ total: 81_559 * 2 ** 20, available: 80_995 * 2 ** 20 })
  expect(readGpuMemory('[N/A], [N/A]\n')).toBeUndefined()
})

test('counts what a container may have, and what it keeps of files as free', () => {
  const machine = { total: 16e9, available: 12e9 }
  const stat = 'anon 900000000\ninactive_file 500000000\nactive_file 7\n'
  expect(withinLimit(machine, { max: '4000000000\n', current: '1500000000\n', stat })).toEqual({
    total: 4e9,
    available: 3e9
  })
  expect(withinLimit(machine, { max: '64000000000\n', current: '1500000000\n', stat })).toEqual(machine)
  expect(withinLimit(machine, { max: 'max\n', current: '1500000000\n', stat })).toEqual(machine)
  expect(withinLimit(machine, { max: '', current: '', stat: '' })).toEqual(machine)
})
