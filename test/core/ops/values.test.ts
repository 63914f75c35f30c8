import { execFileSync } from 'node:child_process'
import { beforeAll, describe, expect, it } from 'vitest'
import type { HostTensor } from '../../../core/engine.ts'
import { divideNoNan } from '../../../core/ops/elementwise/arithmetic.ts'
import { ops } from '../../../core/ops/catalogue.ts'
import { elementCount, type Shape } from '../../../core/ops/tensor.ts'
import { kerasPython } from '../../python.ts'
import { runTensors } from '../../run-tensors.ts'
import { cases, feedsOf, runCase, variablesOf, type OpCase } from './cases.ts'

interface Numbers {
  readonly shape: Shape
  readonly values: readonly number[]
}

interface Computed {
  readonly outputs: readonly Numbers[]
  readonly variables: readonly Numbers[]
}

const numbersOf = ({ dtype, shape, data }: HostTensor) => ({ dtype, shape, values: Array.from(data as Float32Array) })

const python = kerasPython()

/** What `reference` reads: a case with all numbers that go into it. */
function questionOf(each: OpCase) {
  const fed = feedsOf(each)
  const tensorsOf = (port: string) => fed.flatMap(one => (one.port === port ? [numbersOf(one.value)] : []))
  const ports = [...new Set(fed.map(({ port }) => port))].map(port => {
    const isList = Array.isArray(each.example.inputs[port])
    return [port, isList ? tensorsOf(port) : tensorsOf(port)[0]] as const
  })
  return {
    type: each.op.type,
    attributes: each.example.attributes ?? {},
    ports: Object.fromEntries(ports),
    variables: variablesOf(each).map(([, value]) => numbersOf(value))
  }
}

it('has an example of every op', () => {
  expect(ops.filter(op => op.examples.length === 0)).toEqual([])
})

describe.skipIf(python === undefined)('forward, beside NumPy', () => {
  let computed: readonly (Computed | { readonly missing: string })[]

  beforeAll(() => {
    const said = execFileSync(python!, ['-B', 'test/core/ops/reference'], {
      input: JSON.stringify(cases.map(questionOf)),
      encoding: 'utf8',
      maxBuffer: 1e8,
      env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' },
      stdio: ['pipe', 'pipe', 'inherit']
    })
    computed = JSON.parse(said) as typeof computed
  }, 120_000)

  /** The largest difference, as a share of the largest number. */
  function difference(ours: HostTensor, theirs: Numbers): number {
    expect(ours.shape).toEqual(theirs.shape)
    const largest = Math.max(...theirs.values.map(Math.abs), 1e-3)
    return Math.max(0, ...theirs.values.map((value, at) => Math.abs(value - Number(ours.data[at])))) / largest
  }

  it.each(cases.map((each, index) => ({ ...each, index })))('$title gives the same numbers', async each => {
    const theirs = computed[each.index]!
    if ('missing' in theirs) throw new Error(`${theirs.missing} has no value to compare with in reference.`)
    const ours = await runCase(each)
    // What `reference` leaves out only the gradient's kernel reads.
    const outputs = theirs.outputs.map((numbers, at) => difference(ours.outputs[at]!, numbers))
    const variables = theirs.variables.map((numbers, at) => difference(ours.variables[at]!, numbers))
    expect(outputs.length + variables.length).toBeGreaterThan(0)
    expect(Math.max(...outputs, ...variables)).toBeLessThan(1e-5)
    expect(theirs.variables.length).toBe(ours.variables.length)
  })
})

it('divides by 0 to 0, where it says so', async () => {
  const number = (value: number) =>
    ({
      type: { dtype: 'float32', shape: [1] },
      value: { dtype: 'float32', shape: [1], data: Float32Array.of(value) }
    }) as const
  const { quotient } = await runTensors({ left: number(3), right: number(0) }, ({ left, right }, { emit }) => ({
    quotient: emit(divideNoNan, { left: left!, right: right! })
  }))
  expect([elementCount(quotient.shape), quotient.data[0]]).toEqual([1, 0])
})
