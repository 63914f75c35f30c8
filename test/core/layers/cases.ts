import { layerCatalogue } from '../../../core/layers/catalogue.ts'
import type { AnyInputs, AnyLayer, DatasetFacts, LayerExample, Mode } from '../../../core/layers/define-layer.ts'
import type { KerasLayer } from '../../../core/layers/keras-form.ts'
import { batch, type TensorType } from '../../../core/ops/tensor.ts'
import { defaultOf } from '../../../core/parameters.ts'
import { buildAlone } from '../../../core/network/layer-facts.ts'

/** One example of a layer in one mode, whole enough for Keras to compute the same. */
export interface Case {
  readonly id: string
  readonly layer: AnyLayer
  readonly mode: Mode
  readonly parameters: Readonly<Record<string, unknown>>
  readonly inputs: AnyInputs<TensorType>
  readonly dataset: (id: string) => DatasetFacts | undefined
  readonly weights: readonly { readonly name: string; readonly shape: readonly number[] }[]
  readonly keras: readonly KerasLayer[] | undefined
}

export const samples = 3

export function complete(layer: AnyLayer, given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const entries = Object.keys(layer.parameters).map(name => [
    name,
    given[name] ?? defaultOf(layer.parameters, name, given)
  ])
  return Object.fromEntries(entries) as Record<string, unknown>
}

/** Batch statistics and dropped values differ between the modes; everything else is the same in both. */
function modesOf(layer: AnyLayer): readonly Mode[] {
  return layer.type === 'batchNormalization' ? ['predict', 'train'] : ['predict']
}

function typeOf(shape: readonly number[], isClass = false): TensorType {
  if (!isClass) return { dtype: 'float32', shape: [batch, ...shape] }
  return { dtype: 'int32', shape: [batch, ...shape], role: shape.length === 0 ? 'label' : 'mask' }
}

/**
 * A port that takes labels gets classes; where it takes numbers too, only if it has one axis fewer than the prediction,
 * for whose rows it then names them.
 */
function isClass(layer: AnyLayer, port: string, { inputs: { prediction, [port]: given } }: LayerExample): boolean {
  const { roles = [] } = layer.inputs[port] ?? {}
  if (!roles.includes('label')) return false
  const areClasses = roles.every(role => role === 'label' || role === 'mask')
  return areClasses || (given?.length ?? 0) < (prediction?.length ?? 0)
}

function isShapes(
  shapes: readonly number[] | readonly (readonly number[])[]
): shapes is readonly (readonly number[])[] {
  return Array.isArray(shapes[0])
}

function inputsOf(layer: AnyLayer, example: LayerExample): AnyInputs<TensorType> {
  const ports = Object.entries(example.inputs).map(([port, shapes]) => [
    port,
    isShapes(shapes) ? shapes.map(shape => typeOf(shape)) : typeOf(shapes, isClass(layer, port, example))
  ])
  return Object.fromEntries(ports) as AnyInputs<TensorType>
}

function casesOf(layer: AnyLayer): readonly Case[] {
  return layer.examples.flatMap((example, index) => {
    const parameters = complete(layer, example.parameters ?? {})
    const inputs = inputsOf(layer, example)
    const dataset = (id: string): DatasetFacts | undefined => example.datasets?.[id]
    const { weights } = buildAlone(layer, parameters, inputs, dataset).facts
    const keras = layer.keras?.write(parameters, inputs, dataset)
    return modesOf(layer).map(mode => ({
      id: `${layer.type}/${index}${mode === 'train' ? '/train' : ''}`,
      layer,
      mode,
      parameters,
      inputs,
      dataset,
      weights: weights.map(({ name, shape }) => ({ name, shape })),
      keras
    }))
  })
}

export const cases: readonly Case[] = layerCatalogue.flatMap(casesOf)

/** All input tensors of a case in order. */
export function inputList({ inputs }: Case): readonly TensorType[] {
  return Object.values(inputs).flatMap(input => input ?? [])
}

/** A layer's cases as `make.py` reads them. */
export function casesForKeras(type: string): readonly { readonly id: string }[] {
  const own = cases.filter(each => each.layer.type === type)
  return own.map(each => ({
    id: each.id,
    type: each.layer.type,
    training: each.mode === 'train',
    parameters: each.parameters,
    inputs: inputList(each).map(({ dtype, shape }) => ({ dtype, shape: shape.slice(1) })),
    weights: each.weights,
    keras: each.keras ?? null
  }))
}

/** Numbers from −1 to 1, no two alike in one tensor: the same formula stands in `make.py`. */
export function numbers(salt: number, count: number): Float32Array {
  return Float32Array.from(
    { length: count },
    (_, index) => ((index * 7919 + salt * 104_729 + 12_345) % 20_011) / 10_005.5 - 1
  )
}

export function bytes(count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, index) => (index * 7919 + 45) % 256)
}

export function labels(classes: number, count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, index) => (index * 7 + 3) % classes)
}

/** A variance is above 0. */
export function weightNumbers(name: string, salt: number, count: number): Float32Array {
  const values = numbers(salt, count)
  return name === 'movingVariance' ? values.map(value => 1 + value / 2) : values
}
