import type { Json } from '../../../../core/json.ts'
import type { Setting } from '../../../../core/parameters.ts'

/** The list with one of its settings at another place. */
export function withMoved(list: readonly Setting[], from: number, to: number): readonly Setting[] {
  const moved = list.filter((_, position) => position !== from)
  return [...moved.slice(0, to), ...list.slice(from, from + 1), ...moved.slice(to)]
}

/** The list with a value of one of its settings; undefined leaves that to its default. */
export function withValue(
  list: readonly Setting[],
  at: number,
  name: string,
  value: Json | undefined
): readonly Setting[] {
  return list.map((setting, position) => {
    if (position !== at) return setting
    const { [name]: _, ...rest } = setting
    return { ...rest, kind: setting.kind, ...(value === undefined ? {} : { [name]: value }) }
  })
}
