import { assert } from '../assert.ts'
import type { Dataset, DatasetAbout } from './dataset.ts'
import { roleOf } from './fields/catalogue.ts'
import { type Column, newColumn, rowLength } from './fields/define-field.ts'

/** A dataset whose rows lie in memory: a column of all rows for each field, by its name. */
export function memoryDataset(about: DatasetAbout, columns: Readonly<Record<string, Column>>): Dataset {
  return {
    about,
    isThere: () => Promise.resolve(true),
    read(indices, names = about.fields.map(({ name }) => name)) {
      const fields = about.fields.filter(({ name }) => names.includes(name))
      const tensors = fields.map(field => {
        const row = roleOf(field).row(field)
        const column = columns[field.name]
        assert(column !== undefined, `The dataset has the rows of ${field.name}.`)
        const length = rowLength(row)
        const data = newColumn(row, indices.length)
        indices.forEach((index, position) =>
          data.set(column.subarray(index * length, (index + 1) * length), position * length)
        )
        return [field.name, { dtype: row.dtype, shape: [indices.length, ...row.shape], data }] as const
      })
      return Promise.resolve(Object.fromEntries(tensors))
    }
  }
}
