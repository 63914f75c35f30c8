import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { writableFormats } from '../../../core/exchange/catalogue.ts'
import { floatsOf } from '../../../core/engine.ts'
import { startH5 } from '../../../electron/exchange/h5.ts'
import { kerasPython } from '../../python.ts'
import { models } from './models.ts'
import { noise, openTrained } from './run-trained.ts'

const python = kerasPython()
const model = models['lenet']!
const folder = mkdtempSync(join(tmpdir(), 'loading-'))

afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** The last list of lists that a program printed. */
function printedNumbers(said: string): readonly number[] {
  const text = said.slice(said.lastIndexOf('[['))
  return text.match(/-?\d+\.?\d*(?:e[+-]?\d+)?/g)!.map(Number)
}

it.skipIf(python === undefined).each(writableFormats)(
  'the code shown for $label runs as it stands, whatever the path has in it',
  async ({ extensions, write, loadingCode }) => {
    const place = join(folder, `my "best" model's \\new ü`, `it's${extensions[0]}`)
    const written = write(model, { ending: 'probabilities', date: new Date(0) }, { h5: await startH5() })
    if ('problems' in written) throw new Error(JSON.stringify(written.problems))
    for (const file of written.files) {
      const path = join(place, file.path)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, file.bytes)
    }
    const [, ...image] = noise(model, 1).shape
    const said = execFileSync(python!, ['-c', loadingCode(place, image)], { encoding: 'utf8', stdio: 'pipe' })

    const trained = await openTrained(model)
    const data = new Uint8Array(image.reduce((product, size) => product * size, 1))
    const { probabilities } = await trained.run('predict', { image: { dtype: 'uint8', shape: [1, ...image], data } })
    await trained.close()
    const wanted = floatsOf(probabilities)
    const given = printedNumbers(said)
    expect(given).toHaveLength(wanted.length)
    given.forEach((value, index) => expect(value).toBeCloseTo(wanted[index]!, 5))
  },
  60_000
)
