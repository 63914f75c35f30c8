import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readZip, writeZip, type ZipEntry } from '../../../core/exchange/zip.ts'

const limits = { entries: 20, bytes: 1_000_000 }

function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../../fixtures/exchange/zip/${name}.zip`, import.meta.url)))
}

const entries: readonly ZipEntry[] = [
  { path: 'metadata.json', bytes: Buffer.from('{}') },
  { path: 'folder/packed.txt', bytes: Buffer.from('again and '.repeat(500)) },
  { path: 'größe.bin', bytes: Uint8Array.from({ length: 256 }, (_, at) => at) }
].map(({ path, bytes }) => ({ path, bytes: new Uint8Array(bytes) }))

/** The bytes with one of them changed, counted from the first place where the text stands. */
function damaged(bytes: Uint8Array, text: string, offset: number, value: number): Uint8Array {
  const changed = bytes.slice()
  const at = Buffer.from(bytes).indexOf(text)
  changed[at + offset] = value
  return changed
}

describe('zip', () => {
  it("reads what Python's zipfile wrote, packed and unpacked", () => {
    expect(readZip(fixture('sound'), limits)).toEqual(entries)
  })

  it('reads back what it writes, the same bytes each time', () => {
    const bytes = writeZip(entries)
    expect(readZip(bytes, limits)).toEqual(entries)
    expect(writeZip(entries)).toEqual(bytes)
  })

  it("writes what Python's zipfile finds sound", () => {
    const folder = mkdtempSync(join(tmpdir(), 'zip-'))
    try {
      writeFileSync(join(folder, 'ours.zip'), writeZip(entries))
      const script =
        'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); print(z.testzip(), [i.file_size for i in z.infolist()])'
      const said = execFileSync('python3', ['-c', script, join(folder, 'ours.zip')], { encoding: 'utf8' })
      expect(said.trim()).toBe('None [2, 5000, 256]')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it.each([
    ['climbs', /leads out/],
    ['absolute', /leads out/],
    ['drive', /leads out/],
    ['link', /is a link/],
    ['bomb', /2000000 bytes, more than the limit of 1000000/],
    ['twice', /twice/],
    ['many', /40 entries/],
    ['method', /method 12/]
  ])('refuses the archive %s', (name, reason) => {
    expect(readZip(fixture(name), limits)).toEqual({ broken: expect.stringMatching(reason) })
  })

  const sound = fixture('sound')
  it.each<[string, Uint8Array, RegExp]>([
    ['something else', new Uint8Array(500), /does not end/],
    ['an archive cut short', sound.slice(0, -30), /does not end/],
    ['an archive without its beginning', sound.slice(40), /damaged|not where/],
    ['a changed byte', damaged(sound, '{}', 0, 0x5b), /"metadata.json" is damaged/],
    ['a packed entry that gives more than it says', damaged(sound, 'PK\x01\x02', 24, 1), /is damaged|cut short/]
  ])('refuses %s', (_, bytes, reason) => {
    expect(readZip(bytes, limits)).toEqual({ broken: expect.stringMatching(reason) })
  })
})
