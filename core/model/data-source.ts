import type { DatasetTable } from '../data/dataset.ts'
import { roleOf } from '../data/fields/catalogue.ts'
import { readsDataset, type FeedType } from '../layers/define-layer.ts'
import type { Network } from '../network/network.ts'
import { feed } from '../ops/sources/feed.ts'
import type { Variable } from '../ops/graph-writer.ts'
import type { Tensor } from '../ops/define-op.ts'
import { batch } from '../ops/tensor.ts'
import { gatherVariable } from '../ops/variables/variable-ops.ts'
import { withRole } from '../ops/sources/with-role.ts'
import type { Builder } from '../program/builder.ts'

/** Where batches come from: rows of variables, or the feeds themselves. */
export interface DataSource {
  readonly variables: readonly Variable[]
  /** Names the entry point's feeds, and gives each of the data layers' feeds by name. */
  open(builder: Builder): {
    readonly feeds: Readonly<Record<string, Tensor>>
    feed(name: string, type: FeedType): Tensor
  }
}

/**
 * The fields that something in the network asks for: no others are read. Noise asks for the first one, to know how many
 * samples it is drawn for.
 */
export function usedFields({ layers }: Pick<Network, 'layers'>): readonly string[] {
  const data = layers.filter(({ layer }) => readsDataset(layer))
  const keys = new Set(data.map(({ key }) => key))
  const sources = layers.flatMap(({ inputs }) => Object.values(inputs).flat())
  const asked = sources.flatMap(({ key, port }) => (keys.has(key) ? [port] : []))
  const counted = layers.some(({ layer }) => layer.type === 'noise') ? Object.keys(data[0]?.facts?.outputs ?? {}) : []
  return [...new Set([...asked, ...counted.slice(0, 1)])]
}

/** The key of the variable that holds all rows of a field. */
export function residentKey(field: string): string {
  return `data/${field}`
}

/** These fields of the whole dataset in the session, as they are packed; a batch is named by its positions. */
export function residentSource({ count, fields }: DatasetTable, used: readonly string[]): DataSource {
  const variables = new Map(
    fields
      .filter(({ name }) => used.includes(name))
      .map((field): [string, Variable] => {
        const { dtype, shape } = roleOf(field).row(field)
        const key = residentKey(field.name)
        return [field.name, { key, path: key, dtype, shape: [count, ...shape] }]
      })
  )
  return {
    variables: [...variables.values()],
    open(builder) {
      const indices = builder.emit(feed, {}, { dtype: 'int32', shape: [batch] })
      const gathered = new Map<string, Tensor>()
      return {
        feeds: { indices },
        feed(name, type) {
          const known = gathered.get(name)
          if (known !== undefined) return known
          const variable = variables.get(name)
          const rows = variable
            ? builder.emit(
                withRole,
                { input: builder.emit(gatherVariable, { indices }, { variable }) },
                { role: type.role ?? '' }
              )
            : placeholder(builder, type)
          gathered.set(name, rows)
          return rows
        }
      }
    }
  }
}

/** Batches of these fields from outside. Every data layer that asks for a name gets the same tensor. */
export function fedSource(used: readonly string[]): DataSource {
  return {
    variables: [],
    open(builder) {
      const feeds: Record<string, Tensor> = {}
      return {
        feeds,
        feed(name, type) {
          const isField = type.role !== undefined
          if (isField && !used.includes(name)) return placeholder(builder, type)
          return (feeds[name] ??= placeholder(builder, type))
        }
      }
    }
  }
}

/** A placeholder. One that nothing asks for is not lowered, and need not be fed. */
function placeholder(builder: Builder, { dtype, shape, role }: FeedType): Tensor {
  return builder.emit(feed, {}, { dtype, shape: [batch, ...shape], role })
}
