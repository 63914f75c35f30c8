import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { H5Group, H5Library } from '../../../core/exchange/h5.ts'
import { startH5 } from '../../../electron/exchange/h5.ts'

const limitBytes = 1_000_000

function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../../fixtures/exchange/h5/${name}.h5`, import.meta.url)))
}

function group(parts: Partial<H5Group>): H5Group {
  return { attributes: {}, groups: {}, datasets: {}, ...parts }
}

const sound = group({
  groups: {
    vars: group({ attributes: { name: 'net' } }),
    layers: group({
      groups: {
        dense: group({
          groups: {
            vars: group({
              attributes: { name: 'logits' },
              datasets: {
                '0': { shape: [2, 3], data: Float32Array.of(0, 1, 2, 3, 4, 5) },
                '1': { shape: [], data: Float32Array.of(0.5) }
              }
            })
          }
        })
      }
    })
  }
})

/** As it is read: attributes are not. */
function withoutAttributes({ groups, datasets }: H5Group): H5Group {
  const inner = Object.entries(groups).map(([name, each]) => [name, withoutAttributes(each)] as const)
  return group({ groups: Object.fromEntries(inner), datasets })
}

describe('HDF5', () => {
  let h5: H5Library
  beforeAll(async () => {
    h5 = await startH5()
  })

  it('reads what h5py wrote', () => {
    expect(h5.read(fixture('sound'), limitBytes)).toEqual(withoutAttributes(sound))
  })

  it('reads back what it writes', () => {
    expect(h5.read(h5.write(sound), limitBytes)).toEqual(withoutAttributes(sound))
  })

  it.each([
    ['external-link', /link/],
    ['soft-link', /link/],
    ['external-storage', /./],
    ['virtual', /another file/],
    ['doubles', /float32/],
    ['bomb', /more numbers/],
    ['round', /more numbers/],
    ['nothing', /holds nothing/],
    ['endless', /deep|more than/]
  ])('refuses the file %s', (name, reason) => {
    const read = h5.read(fixture(name), limitBytes)
    expect(read).toEqual({ broken: expect.stringMatching(reason) })
  })

  it('refuses a file that is cut short, and one that is something else', () => {
    const bytes = fixture('sound')
    expect(h5.read(bytes.slice(0, 900), limitBytes)).toHaveProperty('broken')
    expect(h5.read(new Uint8Array(2000), limitBytes)).toHaveProperty('broken')
  })

  it('goes on reading after it has refused', () => {
    expect(h5.read(fixture('sound'), limitBytes)).toEqual(withoutAttributes(sound))
  })
})
