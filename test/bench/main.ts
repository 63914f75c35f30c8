import { parseArgs } from 'node:util'
import type { Bench } from './bench.ts'
import { measurementText } from './measurement.ts'
import { benchApp } from './app.ts'
import { benchCanvas } from './canvas/canvas.ts'
import { benchData } from './data.ts'
import { benchFacts } from './facts.ts'
import { benchImport } from './import.ts'
import { benchMemory, dryRun, dryRunName } from './memory/memory.ts'
import { benchStart } from './start.ts'
import { benchTrain } from './train.ts'

const benches: Readonly<Record<string, Bench>> = {
  app: benchApp,
  canvas: benchCanvas,
  data: benchData,
  facts: benchFacts,
  import: benchImport,
  memory: benchMemory,
  start: benchStart,
  train: benchTrain
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      case: { type: 'string', multiple: true, default: [] },
      batch: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false }
    }
  })
  const options = { cases: values.case, batches: values.batch.map(Number) }
  // A process of its own, which the memory's benchmark starts.
  if (positionals[0] === dryRunName) return await dryRun(options)
  const unknown = positionals.filter(name => benches[name] === undefined)
  if (unknown.length > 0) {
    throw new Error(`There is no benchmark ${unknown.join(', ')}. Choose from ${Object.keys(benches).join(', ')}.`)
  }
  const names = positionals.length > 0 ? positionals : Object.keys(benches)
  for (const name of names) {
    const measurements = benches[name]?.(options)
    if (!measurements) continue
    for await (const measurement of measurements) {
      process.stdout.write(`${values.json ? JSON.stringify(measurement) : measurementText(measurement)}\n`)
    }
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
})
