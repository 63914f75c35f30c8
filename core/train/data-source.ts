import { assert } from '../assert.ts'
import type { DatasetSize } from '../data/dataset.ts'
import { feed } from '../ops/feed.ts'
import type { Variable } from '../ops/graph-writer.ts'
import { batch, type DataType, type Tensor } from '../ops/tensor.ts'
import { gatherVariable } from '../ops/variable-ops.ts'
import type { Builder } from '../program/builder.ts'

/** Where batches come from: rows of variables, or the feeds themselves. */
export interface DataSource {
  readonly variables: readonly Variable[]
  /** Names the entry point's feeds, and gives each of the data layers' feeds by name. */
  open(builder: Builder): {
    readonly feeds: Readonly<Record<string, Tensor>>
    feed(name: string, dtype: DataType, shape: readonly number[]): Tensor
  }
}

/** The whole dataset in the session, as bytes; a batch is named by its positions. */
export function residentSource(about: DatasetSize): DataSource {
  const { count, height, width, channels } = about
  const images: Variable = {
    key: 'data/images',
    path: 'data/images',
    dtype: 'uint8',
    shape: [count, height, width, channels]
  }
  const labels: Variable = { key: 'data/labels', path: 'data/labels', dtype: 'int32', shape: [count] }
  const variables: Readonly<Record<string, Variable>> = { image: images, label: labels }
  return {
    variables: [images, labels],
    open(builder) {
      const indices = builder.emit(feed, {}, { dtype: 'int32', shape: [batch] })
      const gathered = new Map<string, Tensor>()
      return {
        feeds: { indices },
        feed(name) {
          const known = gathered.get(name)
          if (known !== undefined) return known
          const variable = variables[name]
          assert(variable !== undefined, `A dataset has no ${name}.`)
          const rows = builder.emit(gatherVariable, { indices }, { variable })
          gathered.set(name, rows)
          return rows
        }
      }
    }
  }
}

/** Batches from outside. Every data layer that asks for a name gets the same tensor. */
export function fedSource(): DataSource {
  return {
    variables: [],
    open(builder) {
      const feeds: Record<string, Tensor> = {}
      return {
        feeds,
        feed: (name, dtype, shape) => (feeds[name] ??= builder.emit(feed, {}, { dtype, shape: [batch, ...shape] }))
      }
    }
  }
}
