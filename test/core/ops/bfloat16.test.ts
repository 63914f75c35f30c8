import { describe, expect, it } from 'vitest'
import type { HostTensor } from '../../../core/engine.ts'
import { defineOp, type Operation, type Tensor } from '../../../core/ops/define-op.ts'
import { mixedPrecision } from '../../../core/program/mixed-precision.ts'
import { reachable } from '../../../core/program/reachable.ts'
import { cases, entryOf, runCase, type OpCase } from './cases.ts'

/** Stands for a product before the op, so that what the op receives can be bfloat16. */
const product = defineOp<{ input: Tensor }>({
  type: 'product',
  inputs: ['input'],
  infer: ({ input }) => [input],
  lower: ({ graph, inputs: { input }, tensors }) => [
    graph.node('Identity', [input], { T: { type: tensors.input.dtype } })
  ],
  bfloat16: { ports: ['input'], isProduct: true },
  examples: []
})

/** The case's own operation in mixed precision, after a product. */
function halved(each: OpCase): Operation {
  const entry = mixedPrecision(entryOf(each, product).entry)
  const { attributes: own } = each.example
  return reachable(entry).find(({ op, attributes }) => op === each.op && (own === undefined || own === attributes))!
}

const typesAt = ({ inputs }: Operation, port: string) => [inputs[port]!].flat().map(({ dtype }) => dtype)

/** The largest difference, as a share of the largest number. */
function difference(ours: HostTensor, exact: HostTensor): number {
  const numbers = Array.from(exact.data as Float32Array)
  const largest = Math.max(...numbers.map(Math.abs))
  return Math.max(0, ...numbers.map((value, at) => Math.abs(value - Number(ours.data[at])))) / largest
}

const able = cases.filter(({ op }) => op.bfloat16 !== undefined)

describe('an op that says how it runs in bfloat16', () => {
  it.each(able)('$title receives it at the ports that it names, and gives it first of all', each => {
    const operation = halved(each)
    const { ports } = each.op.bfloat16!
    for (const port of each.op.inputs.filter(name => !each.op.shapePorts?.includes(name))) {
      expect([port, ...new Set(typesAt(operation, port))]).toEqual([
        port,
        ports.includes(port) ? 'bfloat16' : 'float32'
      ])
    }
    const others = operation.outputs.slice(1).map(({ dtype }) => dtype)
    expect([operation.outputs[0]!.dtype, ...new Set(others)]).toEqual(
      others.length > 0 ? ['bfloat16', 'float32'] : ['bfloat16']
    )
  })

  // 8 bits of a number are kept: 2^-9 of it is lost at each rounding, of what comes in and of what goes out.
  it.each(able)('$title gives on the engine what it gives in float32, as far as bfloat16 tells', async each => {
    const exact = await runCase(each)
    const rounded = await runCase(each, { before: product, change: entry => mixedPrecision(entry) })
    const told = each.op.type === 'batchNormalize' ? [0, 1, 2] : exact.outputs.map((_, at) => at)
    const differences = told.map(at => difference(rounded.outputs[at]!, exact.outputs[at]!))
    expect(Math.max(...differences)).toBeLessThan(2 ** -6)
    expect(differences[0]).toBeGreaterThan(0)
  })
})

describe('an op that does not say so', () => {
  it.each(cases.filter(({ op }) => op.bfloat16 === undefined && op.inputs.length > 0))(
    '$title never receives it',
    each => {
      const operation = halved(each)
      const read = each.op.inputs.filter(name => !each.op.shapePorts?.includes(name))
      expect(read.flatMap(port => typesAt(operation, port))).not.toContain('bfloat16')
      expect(operation.outputs.map(({ dtype }) => dtype)).not.toContain('bfloat16')
    }
  )
})

it.each(cases.filter(({ op }) => op.shapePorts !== undefined))(
  '$title runs on the engine with bfloat16 where it reads a shape alone',
  async each => {
    const { outputs } = await runCase(each, { before: product, change: entry => mixedPrecision(entry) })
    const exact = await runCase(each)
    expect(outputs.map(({ shape }) => shape)).toEqual(exact.outputs.map(({ shape }) => shape))
  }
)
