import { expect, test } from 'vitest'
import { imageAndLabel } from '../../../../core/data/fields/catalogue.ts'
import { data } from '../../../../core/layers/data/data.ts'
import type { Mode } from '../../../../core/layers/define-layer.ts'
import { defaultsOf } from '../../../../core/parameters.ts'
import { lowerProgram } from '../../../../core/tensorflow/lower.ts'
import { openEngine } from '../../../../electron/engine/engine.ts'
import { programOf, runProgram } from '../run-case.ts'

/** What the network sees of three images of these bytes. */
async function seen(
  given: { readonly height: number; readonly width: number; readonly channels: number },
  parameters: Readonly<Record<string, unknown>>,
  bytes: readonly number[],
  mode: Mode = 'predict'
): Promise<readonly number[]> {
  const { program, feeds } = programOf({
    id: 'data',
    layer: data,
    mode,
    parameters: { ...defaultsOf(data.parameters), dataset: 'given', scale: 'raw', ...parameters },
    inputs: {},
    dataset: () => ({ fields: imageAndLabel(given) }),
    weights: [],
    keras: undefined
  })
  const session = await openEngine().open(lowerProgram(program))
  try {
    const image = { ...feeds['image']!, data: Uint8Array.from([...bytes, ...bytes, ...bytes]) }
    const { output } = await runProgram(session, { ...feeds, image })
    return output!.slice(0, output!.length / 3)
  } finally {
    await session.close()
  }
}

test('turns color into the gray of ITU-R BT.601: red 76, green 150, blue 29', async () => {
  const primaries = [255, 0, 0, 0, 255, 0, 0, 0, 255]
  const gray = await seen({ height: 1, width: 3, channels: 3 }, { size: [1, 3], channels: 1 }, primaries)
  expect(gray.map(Math.round)).toEqual([76, 150, 29])
})

test('gives a gray image to each channel of a color network', async () => {
  expect(await seen({ height: 1, width: 2, channels: 1 }, { size: [1, 2], channels: 3 }, [7, 9])).toEqual([
    7, 7, 7, 9, 9, 9
  ])
})

test('pads the digits from 28×28 to the 32×32 of LeNet with two black rows and columns on each side', async () => {
  const white = Array<number>(28 * 28).fill(255)
  const values = await seen({ height: 28, width: 28, channels: 1 }, { size: [32, 32], scale: 'unit' }, white)
  const expected = Array.from({ length: 32 * 32 }, (_, index) => {
    const [row, column] = [Math.floor(index / 32), index % 32]
    return [row, column].every(position => position >= 2 && position < 30) ? 1 : 0
  })
  expect(values.map(value => Math.round(value * 1e6) / 1e6)).toEqual(expected)
})

test('scales bytes to the range from −1 to 1', async () => {
  const [low, high] = await seen({ height: 1, width: 2, channels: 1 }, { size: [1, 2], scale: 'centered' }, [0, 255])
  expect(low).toBeCloseTo(-1, 6)
  expect(high).toBeCloseTo(1, 6)
})

test('varies samples in training alone', async () => {
  const given = { height: 1, width: 3, channels: 1 }
  const augmentations = [{ kind: 'horizontalFlip', probability: 1 }]
  const look = (mode: Mode) => seen(given, { size: [1, 3], augmentations }, [7, 8, 9], mode)
  expect(await look('train')).toEqual([9, 8, 7])
  expect(await look('predict')).toEqual([7, 8, 9])
})
