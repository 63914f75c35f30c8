import type { KerasLayer } from '../../../layers/keras-form.ts'

type Image = readonly number[]

/** What the layers that only stand beside others make of an image's shape; the rest leave it as it is. */
export function shapeBehind(
  { className, config }: Pick<KerasLayer, 'className' | 'config'>,
  before: Image | undefined
): Image | undefined {
  if (className === 'InputLayer') return sizesOf(config['batch_shape'])?.slice(1)
  if (before === undefined) return undefined
  const [height = 0, width = 0, channels = 0] = before
  switch (className) {
    case 'Resizing':
    case 'CenterCrop': {
      const size = sizesOf([config['height'], config['width']])
      return size && [...size, channels]
    }
    case 'ZeroPadding2D': {
      const borders = Array.isArray(config['padding']) ? config['padding'].map(sizesOf) : []
      const [rows, columns] = borders
      return rows && columns && [height + sum(rows), width + sum(columns), channels]
    }
    case 'Cropping2D': {
      const borders = Array.isArray(config['cropping']) ? config['cropping'].map(sizesOf) : []
      const [rows, columns] = borders
      return rows && columns && [height - sum(rows), width - sum(columns), channels]
    }
    case 'Conv2DTranspose':
      return stampedShape(config, before)
    default:
      return before
  }
}

/** Uncut, as it is written where a cropping follows. */
function stampedShape(config: KerasLayer['config'], image: Image): Image {
  const [kernel, strides, added] = ['kernel_size', 'strides', 'output_padding'].map(name => sizesOf(config[name]) ?? [])
  const along = (axis: 0 | 1): number =>
    ((image[axis] ?? 1) - 1) * (strides?.[axis] ?? 1) + (kernel?.[axis] ?? 1) + (added?.[axis] ?? 0)
  return [along(0), along(1), Number(config['filters'])]
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}

/** A free size counts as 0. */
function sizesOf(value: unknown): readonly number[] | undefined {
  if (!Array.isArray(value)) return undefined
  const sizes: readonly unknown[] = value.map((size: unknown) => size ?? 0)
  return sizes.every(size => typeof size === 'number') ? sizes : undefined
}
