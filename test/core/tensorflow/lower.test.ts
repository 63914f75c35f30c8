import { expect, it } from 'vitest'
import { multiply } from '../../../core/ops/elementwise/arithmetic.ts'
import { feed } from '../../../core/ops/sources/feed.ts'
import type { Variable } from '../../../core/ops/graph-writer.ts'
import { exp } from '../../../core/ops/elementwise/unary.ts'
import { assignVariable } from '../../../core/ops/variables/variable-ops.ts'
import { createBuilder } from '../../../core/program/builder.ts'
import { lowerProgram } from '../../../core/tensorflow/lower.ts'
import { testEngine } from '../../run-tensors.ts'

const variable: Variable = { key: 'kept', path: 'kept', dtype: 'float32', shape: [] }

/** Entry points of one builder over exp(x): times the variable, put into the variable, and both. */
function shared() {
  const builder = createBuilder()
  const x = builder.emit(feed, {}, { dtype: 'float32', shape: [] })
  const grown = builder.emit(exp, { input: x })
  const product = builder.emit(multiply, { left: grown, right: builder.read(variable) })
  const keep = builder.emit(assignVariable, { value: grown }, { variable }).operation
  const feeds = { x }
  return {
    variables: [variable],
    entryPoints: [
      { name: 'scale', feeds, fetches: { product }, updates: [] },
      { name: 'keep', feeds, fetches: {}, updates: [keep] },
      { name: 'scaleAndKeep', feeds, fetches: { product }, updates: [keep] }
    ]
  }
}

it('writes what entry points of one builder have in common once, and an update for each that makes it', () => {
  const text = Buffer.from(lowerProgram(shared()).bytes).toString('latin1')
  const nodesOf = (op: string): number => text.split(`\x12${String.fromCharCode(op.length)}${op}`).length - 1
  expect([nodesOf('Exp'), nodesOf('Mul'), nodesOf('Placeholder'), nodesOf('AssignVariableOp')]).toEqual([1, 1, 1, 2])
})

it('makes an update in the entry points that name it alone, after what they read', async () => {
  const session = await testEngine().open(lowerProgram(shared()))
  const run = async (name: string, x: number): Promise<number> => {
    const { product } = await session.run(name, { x: { dtype: 'float32', shape: [], data: Float32Array.of(x) } })
    return Number(product?.data[0])
  }
  await run('keep', Math.log(5))
  expect(await run('scale', Math.log(2))).toBeCloseTo(10, 5)
  expect(await run('scaleAndKeep', Math.log(3))).toBeCloseTo(15, 5)
  expect(await run('scale', 0)).toBeCloseTo(3, 5)
  await session.close()
})

it('runs entry points, feeds and fetches of whatever names, those too that TensorFlow cannot tell apart', async () => {
  const builder = createBuilder()
  const names = ['é a', 'ö a', '层 二', '_ a', ', "x"']
  const entryPoints = names.map((name, index) => {
    const feeds = Object.fromEntries(
      names.map(each => [each, builder.emit(feed, {}, { dtype: 'float32' as const, shape: [] })])
    )
    return { name: `step/${name}`, feeds, fetches: { [name]: feeds[name]!, ß: feeds[names[0]!]! }, updates: [], index }
  })
  const session = await testEngine().open(lowerProgram({ variables: [], entryPoints }))
  const given = Object.fromEntries(
    names.map((name, index) => [name, { dtype: 'float32', shape: [], data: Float32Array.of(index) } as const])
  )
  for (const { name, index } of entryPoints) {
    const answer = await session.run(name, given)
    expect([answer[names[index]!]?.data[0], answer['ß']?.data[0]]).toEqual([index, 0])
  }
  await session.close()
})
