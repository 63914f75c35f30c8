import { inputsOf, type Operation, type Tensor } from '../../ops/define-op.ts'
import { bytesPerNumber, part } from '../../ops/tensor.ts'
import type { EntryPoint } from '../../program/program.ts'
import { reachable } from '../../program/reachable.ts'

/** Bytes that do not depend on the batch, and bytes for each sample of it. */
export interface Bytes {
  readonly fixed: number
  readonly perSample: number
}

/** A part has its share of the batch, of which there are so many. */
export function bytesOf({ dtype, shape }: Pick<Tensor, 'dtype' | 'shape'>, parts = 1): Bytes {
  const whole = shape.reduce<number>(
    (product, size) => (typeof size === 'number' ? product * size : product),
    bytesPerNumber[dtype]
  )
  if (shape.every(size => typeof size === 'number')) return { fixed: whole, perSample: 0 }
  return { fixed: 0, perSample: shape.includes(part) ? whole / parts : whole }
}

/** A piece of memory that one or more tensors lie in, one after another. */
interface Buffer {
  readonly size: Bytes
  /** Operations that still have to read it. */
  readers: number
}

/**
 * What one run of an entry point holds besides its variables, at its fullest moments: for any batch, the most of these is
 * the peak. An activation is held from the operation that computes it to the last that reads it, which for those that
 * a gradient rule reads is far on the way back; what a kernel writes over its input is counted once.
 */
export function liveMemory(entry: EntryPoint, parts: number): readonly Bytes[] {
  const operations = inTurn(entry)
  const readersOf = countReaders(operations)
  const buffers = new Map<Tensor, Buffer>()
  const moments: Bytes[] = []
  let fixed = 0
  let perSample = 0
  const count = ({ size }: Buffer, sign: 1 | -1): void => {
    fixed += sign * size.fixed
    perSample += sign * size.perSample
  }
  for (const operation of operations) {
    const read = [...new Set(held(operation))].flatMap(tensor => buffers.get(tensor) ?? [])
    const made: Buffer[] = []
    operation.outputs.forEach((output, index) => {
      const readers = readersOf.get(output) ?? 0
      const passed = index === 0 ? passedOn(operation, bytesOf(output, parts), buffers) : undefined
      if (passed !== undefined) {
        passed.readers += readers
        buffers.set(output, passed)
      } else if (!isKept(operation)) {
        const buffer = { size: bytesOf(output, parts), readers }
        buffers.set(output, buffer)
        made.push(buffer)
        count(buffer, 1)
      }
    })
    const scratch = scratchOf(operation, parts)
    moments.push({ fixed: fixed + scratch.fixed, perSample: perSample + scratch.perSample })
    for (const buffer of read) {
      buffer.readers -= 1
      if (buffer.readers === 0) count(buffer, -1)
    }
    for (const buffer of made) if (buffer.readers === 0) count(buffer, -1)
  }
  return upperHull(moments)
}

/** What it gives lies in memory anyway: in a variable, or in the graph. */
function isKept({ op }: Operation): boolean {
  return op.outputLies === 'stands'
}

/** What a kernel takes for itself while it runs. */
function scratchOf({ op, inputs, attributes }: Operation, parts: number): Bytes {
  const types = op.scratch?.(inputs as Parameters<typeof op.infer>[0], attributes) ?? []
  return types
    .map(type => bytesOf(type, parts))
    .reduce((sum, { fixed, perSample }) => ({ fixed: sum.fixed + fixed, perSample: sum.perSample + perSample }), {
      fixed: 0,
      perSample: 0
    })
}

/** The tensors that have to lie in memory when an operation runs. */
function held({ op, inputs }: Operation): readonly Tensor[] {
  return op.inputs.flatMap(port => (op.shapePorts?.includes(port) === true ? [] : (inputs[port] ?? [])))
}

function countReaders(operations: readonly Operation[]): ReadonlyMap<Tensor, number> {
  const readers = new Map<Tensor, number>()
  for (const operation of operations) {
    for (const tensor of new Set(held(operation))) readers.set(tensor, (readers.get(tensor) ?? 0) + 1)
  }
  return readers
}

/** The buffer that an output lies in without a new one: the input's own, or that of an input which nothing else reads any more. */
function passedOn(operation: Operation, size: Bytes, buffers: ReadonlyMap<Tensor, Buffer>): Buffer | undefined {
  const { op } = operation
  if (op.outputLies === 'input') return buffers.get(operation.inputs['input'] as Tensor)
  if (op.outputLies !== 'spent') return undefined
  const fits = (buffer: Buffer | undefined): buffer is Buffer =>
    buffer !== undefined &&
    buffer.readers === 1 &&
    buffer.size.fixed === size.fixed &&
    buffer.size.perSample === size.perSample
  return held(operation)
    .map(tensor => buffers.get(tensor))
    .find(fits)
}

/**
 * An order in which TensorFlow would run these: each as soon as all that it waits for is done, the first that became
 * ready first. An update also waits for every read of what it changes.
 */
function inTurn(entry: EntryPoint): readonly Operation[] {
  const operations = reachable(entry)
  const waitsFor = new Map<Operation, number>()
  const leadsTo = new Map<Operation, Operation[]>()
  const join = (from: Operation, to: Operation): void => {
    waitsFor.set(to, (waitsFor.get(to) ?? 0) + 1)
    const known = leadsTo.get(from)
    if (known === undefined) leadsTo.set(from, [to])
    else known.push(to)
  }
  for (const operation of operations) {
    for (const source of new Set(inputsOf(operation).map(input => input.operation))) join(source, operation)
  }
  const ready = operations.filter(operation => !waitsFor.has(operation))
  // What becomes ready joins the end of the same list.
  for (const operation of ready) {
    for (const next of leadsTo.get(operation) ?? []) {
      const left = (waitsFor.get(next) ?? 0) - 1
      waitsFor.set(next, left)
      if (left === 0) ready.push(next)
    }
  }
  return ready
}

/** Those moments that are the fullest for some batch: a peak over them is one over all. */
function upperHull(moments: readonly Bytes[]): readonly Bytes[] {
  const sorted = [...moments].sort((a, b) => a.perSample - b.perSample || a.fixed - b.fixed)
  const hull: Bytes[] = []
  for (const moment of sorted) {
    for (let last = hull.at(-1); last !== undefined && last.fixed <= moment.fixed; last = hull.at(-1)) hull.pop()
    hull.push(moment)
  }
  return hull
}
