import { strFromU8 } from 'fflate'
import { parseJson } from '../../json.ts'
import type { Problem } from '../../problem.ts'
import type { ExchangeTools, ReadModel } from '../format.ts'
import { readZip } from '../zip.ts'
import { parseConfig } from './config.ts'
import { inKerasOrder } from './keras-order.ts'
import { kerasUnreadable } from './problems.ts'
import { readModelOf } from './to-drawing.ts'
import { readWeightGroups } from './weight-groups.ts'

/** Packed weights unpack to more than the file, but never to many times more: learned numbers hardly shrink. */
const unpackedFactor = 8
const unpackedBytes = 64 * 1024 * 1024
/** As much as can be held at once, whatever a larger file would unpack to. */
const mostUnpackedBytes = 2 ** 32
const entryLimit = 1000

/**
 * A model from the bytes of a `.keras` file, and nothing else: a drawing that the rest of the program treats like any
 * other, with the file's weights. `file` names it in messages. Nothing is written to disk, nothing in the file is run.
 */
export function readKeras(
  bytes: Uint8Array,
  file: string,
  { h5 }: ExchangeTools
): { readonly model: ReadModel } | { readonly problems: readonly Problem[] } {
  const refuse = (what: string): { readonly problems: readonly Problem[] } => ({
    problems: [kerasUnreadable({ path: file }, what)]
  })
  const limitBytes = Math.min(unpackedBytes + unpackedFactor * bytes.length, mostUnpackedBytes)
  const entries = readZip(bytes, { entries: entryLimit, bytes: limitBytes })
  if ('broken' in entries) return refuse(entries.broken)
  const entry = (path: string): Uint8Array | undefined => entries.find(each => each.path === path)?.bytes
  const [configBytes, weightBytes, metadata] = ['config.json', 'model.weights.h5', 'metadata.json'].map(entry)
  if (configBytes === undefined) return refuse('it holds no config.json')
  if (weightBytes === undefined) return refuse('it holds no model.weights.h5')
  const config = jsonIn(configBytes)
  if (config === undefined) return refuse('its config.json is not JSON')
  const graph = parseConfig(config)
  if ('broken' in graph) return refuse(graph.broken)
  const weights = h5.read(weightBytes, limitBytes)
  if ('broken' in weights) return refuse(`model.weights.h5: ${weights.broken}`)
  const ordered = inKerasOrder(graph.nodes, graph.outputs)
  if ('circle' in ordered) return refuse(`config.json: the layer ${ordered.circle} feeds itself`)
  const nodes = readWeightGroups(weights, ordered)
  return readModelOf({ ...graph, nodes }, file, classesOf(metadata))
}

/** Names of the classes, which Keras has no place for and our own files keep beside. */
function classesOf(metadata: Uint8Array | undefined): readonly string[] {
  const value = metadata && jsonIn(metadata)
  if (typeof value !== 'object' || value === null || !('classes' in value)) return []
  const { classes } = value
  return Array.isArray(classes) && classes.every(name => typeof name === 'string') ? classes : []
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return parseJson(strFromU8(bytes))
  } catch {
    return undefined
  }
}
