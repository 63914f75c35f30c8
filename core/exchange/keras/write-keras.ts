import { strToU8 } from 'fflate'
import type { Problem } from '../../problem.ts'
import type { ExchangeTools, ExportOptions } from '../format.ts'
import type { TrainedModel } from '../trained-model.ts'
import { writeZip } from '../zip.ts'
import { writeConfig } from './config.ts'
import { kerasGraphOf } from './from-network.ts'
import { writeWeightGroups } from './weight-groups.ts'

/** The oldest Keras that reads what is written. */
const kerasVersion = '3.4.0'

/** A `.keras` file: configuration, weights and a word about both in an uncompressed zip archive. */
export function writeKeras(
  model: TrainedModel,
  { ending, date }: ExportOptions,
  { h5 }: ExchangeTools
): { readonly bytes: Uint8Array } | { readonly problems: readonly Problem[] } {
  const written = kerasGraphOf(model, ending)
  if ('problems' in written) return written
  const { graph } = written
  const metadata = { keras_version: kerasVersion, date_saved: dateText(date), classes: model.classes }
  const json = (value: unknown): Uint8Array => strToU8(JSON.stringify(value))
  return {
    bytes: writeZip([
      { path: 'metadata.json', bytes: json(metadata) },
      { path: 'config.json', bytes: json(writeConfig(graph)) },
      { path: 'model.weights.h5', bytes: h5.write(writeWeightGroups(graph.name, graph.nodes)) }
    ])
  }
}

/** `2026-11-24@11:36:17`, as Keras writes it. */
function dateText(date: Date): string {
  return date.toISOString().slice(0, 19).replace('T', '@')
}
