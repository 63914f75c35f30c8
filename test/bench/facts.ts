import { execFileSync } from 'node:child_process'
import type { Drawing } from '../../core/graph/drawing.ts'
import { inferNetwork } from '../../core/network/infer.ts'
import { defaultsOf } from '../../core/parameters.ts'
import { zoo } from '../../core/zoo/catalogue.ts'
import type { BenchOptions } from './bench.ts'
import { type Measurement, measurementOf } from './measurement.ts'

const rounds = 9

/** How long shapes, costs and problems of a network take: in the process, after an edit, and from the shell. */
export async function* benchFacts({ cases }: BenchOptions): AsyncGenerator<Measurement> {
  for (const network of zoo) {
    if (cases.length > 0 && !cases.includes(network.id)) continue
    const drawing = network.draw(defaultsOf(network.parameters))
    yield measurementOf(
      { bench: 'facts', case: network.id, metric: 'inference ms' },
      timed(() => inferNetwork(drawing))
    )
    yield measurementOf({ bench: 'facts', case: network.id, metric: 'inference after an edit ms' }, edited(drawing))
    const shell = timed(() => execFileSync(process.execPath, ['out/cli.cjs', 'inspect', network.id, '--json']))
    yield await Promise.resolve(
      measurementOf({ bench: 'facts', case: network.id, metric: 'inspect from the shell ms' }, shell)
    )
  }
}

/** One layer changes each time: whatever else the network holds is known already. */
function edited(drawing: Drawing): number[] {
  const node = Object.values(drawing.nodes).find(({ type }) => type === 'conv2d')
  if (node === undefined) return timed(() => inferNetwork(drawing))
  let useBias = true
  return timed(() => {
    useBias = !useBias
    const changed = { ...node, parameters: { ...node.parameters, useBias } }
    return inferNetwork({ ...drawing, nodes: { ...drawing.nodes, [node.id]: changed } })
  })
}

function timed(work: () => unknown): number[] {
  work()
  return Array.from({ length: rounds }, () => {
    const started = performance.now()
    work()
    return performance.now() - started
  })
}
