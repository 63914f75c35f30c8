import type { EngineDevice } from '../../engine.ts'
import type { Processor } from '../../machine/processor.ts'
import { takes } from '../call.ts'
import type { HostError } from '../host-error.ts'

export interface About {
  readonly version: string
  readonly platform: string
  readonly electron: string
  readonly processor: Processor
  readonly engine:
    { readonly library: string; readonly version: string; readonly devices: readonly EngineDevice[] } | HostError
}

export const aboutCalls = { about: takes({}).answers<About>() }
