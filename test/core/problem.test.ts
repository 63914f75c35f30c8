import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const core = fileURLToPath(new URL('../../core', import.meta.url))

/** The codes of all problems that are defined anywhere in core. */
function definedCodes(): readonly string[] {
  const files = readdirSync(core, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'))
  return files.flatMap(file => {
    const matches = readFileSync(join(core, file), 'utf8').matchAll(/defineProblem(?:<[^]{0,400}?>)?\(\s*'([^']+)'/g)
    return [...matches].map(match => match[1]!)
  })
}

test('has no two problems of one code', () => {
  const codes = definedCodes()
  expect(codes.length).toBeGreaterThan(100)
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([])
})
