/** How the cores work on a batch. */
export interface Parallelism {
  /** Parts of the batch that are computed beside each other; 1 for the whole batch at once. */
  readonly parts: number
  /** Threads that work together on one kernel. */
  readonly threads: number
}

/** What the choice depends on: runs that agree in it are trained in the same way, to the bit. */
export interface Workload {
  readonly cores: number
  readonly batchSize: number
  /** Layers of the network: each part has all of them in the graph. */
  readonly layers: number
}

/** Fewer samples keep no core busy: handing kernels out takes longer than computing them. */
const fewestSamples = 4
/** Layers in all parts together: TensorFlow takes about 0.3 MB for each in a step, and seconds to open more. */
const mostLayers = 3000

/**
 * As many parts as there are cores, each kernel on one core; where the batch or the graph allows no parts, all cores work
 * on each kernel together.
 */
export function parallelismOf({ cores, batchSize, layers }: Workload): Parallelism {
  const most = Math.min(Math.floor(batchSize / fewestSamples), Math.floor(mostLayers / layers))
  const parts = Math.max(1, Math.min(cores, most))
  return parts === 1 ? wholeBatch(cores) : { parts, threads: 1 }
}

export function wholeBatch(cores: number): Parallelism {
  return { parts: 1, threads: cores }
}
