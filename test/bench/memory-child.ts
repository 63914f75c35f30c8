import { readFileSync, writeFileSync } from 'node:fs'
import { openEngine } from '../../electron/engine/engine.ts'
import { inferNetwork } from '../../core/network/infer.ts'
import { defaultsOf } from '../../core/parameters.ts'
import { forecastMemory } from '../../core/train/memory.ts'
import { train } from '../../core/train/train.ts'
import { zoo } from '../../core/zoo/catalogue.ts'
import { basicResNet, vgg, bottleneckResNet } from '../core/network/classic-networks.ts'
import { digits } from '../digits.ts'

function status(): Record<string, number> {
  const text = readFileSync('/proc/self/status', 'utf8')
  const kb = (n: string) => Number(new RegExp(`${n}:\\s+(\\d+)`).exec(text)?.[1]) * 1024
  return { rss: kb('VmRSS'), peak: kb('VmHWM') }
}

async function main() {
  const [name = 'mnistCnn', batchText = '32', evalText = '256'] = process.argv.slice(2)
  const batch = Number(batchText)
  const dataset = digits()
  const datasets = { digits: dataset.about }
  const kinds: Record<string, () => any> = {
    r18: () => basicResNet([2, 2, 2, 2]),
    r50: () => bottleneckResNet([3, 4, 6, 3]),
    vgg: () => vgg([64, 64, 'M', 128, 128, 'M', 256, 256, 256, 'M', 512, 512, 512, 'M', 512, 512, 512, 'M'])
  }
  const drawn = (id: string) => {
    const found = zoo.find(each => each.id === id)
    if (found) return found.draw({ ...defaultsOf(found.parameters), dataset: 'digits' } as never)
    const [kind = '', size = '224'] = id.split('@')
    const drawing = kinds[kind]!()
    const data = Object.values(drawing.nodes).find((n: any) => n.type === 'data') as any
    const nodes = { ...drawing.nodes, [data.id]: { ...data, parameters: { ...data.parameters, size: [+size, +size], dataset: 'digits' } } }
    for (const n of Object.values(nodes) as any[]) if (n.type === 'dense' && n.parameters.units === 1000) nodes[n.id] = { ...n, parameters: { ...n.parameters, units: 10 } }
    return { ...drawing, nodes }
  }
  const engine = openEngine()
  const run = async (id: string, batchSize: number, steps: number, evaluate: number) => {
    const network = inferNetwork(drawn(id), datasets)
    const errors = network.problems.filter(p => p.severity === 'error')
    if (errors.length) throw new Error(JSON.stringify(errors[0]))
    const recipe = { updates: [{ name: 'main', optimiser: { kind: 'adam', learningRate: 0.0001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } }], batchSize, epochs: 1, seed: 1 } as never
    const marks: any[] = []
    await train({
      engine, network, datasets, recipe, dataset,
      parts: { train: Int32Array.from({ length: steps * batchSize }, (_, i) => i % 60000), validation: Int32Array.from({ length: evaluate }, (_, i) => i), test: new Int32Array() },
      environment: { now: () => performance.now(), pause: () => new Promise(r => setImmediate(r)) },
      signal: { isStopped: false },
      preparing: () => undefined, frame: () => marks.push(status().peak), epoch: () => Promise.resolve(), save: () => Promise.resolve()
    })
    return { network, recipe, marks }
  }
  await run('lenet5', 1, 1, 1)
  const before = status()
  writeFileSync('/proc/self/clear_refs', '5')
  const t = performance.now()
  const { network, recipe, marks } = await run(name, batch, 4, Number(evalText))
  const after = status()
  const s = performance.now()
  const f = forecastMemory({ network, datasets, recipe, dataset: dataset.about })
  const ms = performance.now() - s
  const mb = (n: number) => Math.round(n / 1e5) / 10
  const parts = f.at(batch)
  console.log(name, batch, 'measured', mb(after.peak! - before.rss!), 'steps', mb(marks.at(-1) - before.rss!), 'base', mb(before.rss!), 'forecast', Object.entries(parts).map(([k, v]) => `${k} ${mb(v)}`).join(' '), 'ops', f.operations, 'forecast ms', Math.round(ms), 'secs', Math.round((s - t) / 1000))
}
main().catch(e => { console.error(e); process.exitCode = 1 })
