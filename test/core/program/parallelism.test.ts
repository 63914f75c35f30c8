import { describe, expect, it } from 'vitest'
import { parallelismOf } from '../../../core/program/parallelism.ts'

describe('the parallelism of a machine', () => {
  it('has a part for each core, and one thread for each kernel', () => {
    expect(parallelismOf({ cores: 4, batchSize: 32, layers: 10 })).toEqual({ parts: 4, threads: 1 })
  })

  it('gives each part at least four samples', () => {
    expect(parallelismOf({ cores: 16, batchSize: 32, layers: 10 })).toEqual({ parts: 8, threads: 1 })
  })

  it('lets all cores work on each kernel where a batch cannot be parted', () => {
    expect(parallelismOf({ cores: 4, batchSize: 7, layers: 10 })).toEqual({ parts: 1, threads: 4 })
  })

  it('keeps the graph of a deep network from growing without end', () => {
    expect(parallelismOf({ cores: 64, batchSize: 512, layers: 600 }).parts).toBe(5)
  })
})
