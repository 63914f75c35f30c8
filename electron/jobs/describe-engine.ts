import type { EngineDevice } from '../../core/engine.ts'
import type { JobContext } from './job.ts'

export interface EngineAbout {
  readonly library: string
  readonly version: string
  readonly devices: readonly EngineDevice[]
}

/** Throws HostFault where native TensorFlow cannot be loaded. */
export async function describeEngine(_: undefined, context: JobContext): Promise<EngineAbout> {
  const engine = await context.engine()
  return { library: engine.library, version: engine.version, devices: await engine.devices() }
}
