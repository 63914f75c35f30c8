import { z } from 'zod'
import type { EngineEntryPoint } from '../../engine.ts'
import type { DataType } from '../../ops/tensor.ts'
import { dataTypes } from '../../tensorflow/graph-def.ts'
import { savedModelType } from '../../tensorflow/schema.ts'
import type { ServedGraph } from './open-graph.ts'
import { imagesFeed } from './frozen-model.ts'

const signatureName = 'serving_default'

const tensors = z.record(z.string(), z.object({ name: z.string(), dtype: z.number() }))
const message = z.object({
  meta_graphs: z.array(
    z.object({ signature_def: z.record(z.string(), z.object({ inputs: tensors, outputs: tensors })).default({}) })
  )
})

/** The signature that loaders call, as an entry point of the file; or a sentence that says what is missing. */
export function readSignature(bytes: Uint8Array): ServedGraph | { readonly broken: string } {
  const parsed = message.safeParse(decode(bytes))
  if (!parsed.success) return { broken: 'its bytes are no SavedModel' }
  const signature = parsed.data.meta_graphs[0]?.signature_def[signatureName]
  if (signature === undefined) return { broken: `it has no signature ${signatureName}` }
  const feeds = positionsOf(signature.inputs)
  const fetches = positionsOf(signature.outputs)
  if (feeds[imagesFeed]?.dtype !== 'float32' || fetches['logits']?.dtype !== 'float32') {
    return { broken: `its signature does not take ${imagesFeed} and give logits as float32 numbers` }
  }
  return {
    model: { bytes, entryPoints: { [signatureName]: { feeds, fetches } } },
    entryPoint: signatureName,
    logits: 'logits'
  }
}

function decode(bytes: Uint8Array): unknown {
  try {
    return savedModelType.toObject(savedModelType.decode(bytes))
  } catch {
    return undefined
  }
}

const typesByNumber: ReadonlyMap<number, DataType> = new Map(
  Object.entries(dataTypes).map(([type, number]) => [number, type as DataType])
)

function positionsOf(infos: z.infer<typeof tensors>): EngineEntryPoint['feeds'] {
  const positions = Object.entries(infos).flatMap(([name, { name: output, dtype: number }]) => {
    const dtype = typesByNumber.get(number)
    return dtype === undefined ? [] : [[name, { output, dtype }] as const]
  })
  return Object.fromEntries(positions)
}
