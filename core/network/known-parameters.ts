import { completeParameters, type CompletedParameters } from '../complete-parameters.ts'
import type { Json } from '../json.ts'
import type { AnyLayer } from '../layers/define-layer.ts'
import type { Location, Problem } from '../problem.ts'

export interface KnownParameters extends CompletedParameters {
  readonly problems: readonly ((location: Location) => Problem)[]
}

/** The same values give the same object, by which later steps know them without looking inside. */
const known = new Map<string, KnownParameters>()
const knownLimit = 20_000

export function knownParameters(layer: AnyLayer, given: Readonly<Record<string, Json>>): KnownParameters {
  const key = `${layer.type} ${JSON.stringify(given)}`
  const found = known.get(key)
  if (found !== undefined) return found
  const problems: ((location: Location) => Problem)[] = []
  const completed = completeParameters(layer, given, (kind, values, at) => {
    problems.push(location => kind({ ...location, ...at }, values))
  })
  const made = { ...completed, problems }
  if (known.size >= knownLimit) known.clear()
  known.set(key, made)
  return made
}
