import type { Engine } from '../../../core/engine.ts'
import { digitsFolder } from '../../paths.ts'
import { createDatasetStore } from '../../storage/datasets/dataset-store.ts'
import type { JobResources } from '../job.ts'
import { createOpenSessions } from './open-sessions.ts'

/**
 * Predicting, looking at layers and two explanations of one run, or of two runs side by side, do not throw each other
 * out; more would keep the weights of networks in memory that nobody looks at any more.
 */
const mostSessions = 4

/** Makes what the jobs of one thread share. Nothing is loaded before it is asked for. */
export function createJobResources(): JobResources {
  let engine: Promise<Engine> | undefined

  function openOnce(): Promise<Engine> {
    engine ??= import('../../engine/engine.ts').then(({ openEngine }) => openEngine())
    return engine
  }

  const datasets = createDatasetStore({
    digits: digitsFolder,
    decoder: async () => {
      const { createImageDecoder } = await import('../../engine/decode-images.ts')
      return createImageDecoder(await openOnce())
    }
  })

  return { datasets, engine: openOnce, ...createOpenSessions(mostSessions) }
}
