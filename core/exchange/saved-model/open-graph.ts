import { assert } from '../../assert.ts'
import type { Engine, EngineModel } from '../../engine.ts'
import type { OpenedModel } from '../format.ts'
import { imagesFeed } from './frozen-model.ts'

/** A written model as a TensorFlow graph. */
export interface ServedGraph {
  readonly model: EngineModel
  /** The entry point that takes `images`. */
  readonly entryPoint: string
  /** The fetch that holds what the trained network calls logits. */
  readonly logits: string
}

export async function openGraph(engine: Engine, { model, entryPoint, logits }: ServedGraph): Promise<OpenedModel> {
  const session = await engine.open(model)
  return {
    async predict(images) {
      const { [logits]: given } = await session.run(entryPoint, { [imagesFeed]: images })
      assert(given !== undefined, `The model gives ${logits}.`)
      return given
    },
    close: () => session.close()
  }
}
