import { constants } from 'node:fs'
import { mkdir, open, readFile, rename, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { problemsFault, toHostError } from '../../electron/fault.ts'
import { writeAtomic } from '../../electron/storage/atomic-write.ts'
import { temporaryFolder } from './storage/temporary-folder.ts'

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  return await work.then(
    () => undefined,
    (error: unknown) => error
  )
}

describe('an error of the system', () => {
  const folder = () => join(temporaryFolder(), 'run')
  const cases: readonly (readonly [string, (folder: string) => Promise<unknown>, string, string])[] = [
    ['a missing file', at => readFile(join(at, 'a.json')), 'disk/missing', 'run/a.json is not there.'],
    ['a folder', at => readFile(at), 'disk/not-a-file', 'is a folder; expected a file.'],
    [
      'a file on the way',
      async at => {
        await writeFile(join(at, 'a'), '')
        await readFile(join(at, 'a', 'b.json'))
      },
      'disk/not-a-folder',
      'a/b.json is a file, or lies below one'
    ],
    [
      'a link to itself',
      async at => {
        await symlink(join(at, 'a.json'), join(at, 'a.json'))
        await readFile(join(at, 'a.json'))
      },
      'disk/link',
      'run/a.json is a link that leads in a circle'
    ],
    [
      'a link that is not followed',
      async at => {
        await symlink(join(at, 'b.json'), join(at, 'a.json'))
        await open(join(at, 'a.json'), constants.O_RDONLY | constants.O_NOFOLLOW)
      },
      'disk/link',
      'run/a.json is a link'
    ],
    ['too long a name', at => readFile(join(at, 'a'.repeat(300))), 'disk/name-too-long', 'is a longer name'],
    ['a full disk', () => writeFile('/dev/full', 'text'), 'disk/full', 'There is no room left on the disk'],
    ['a rename', at => rename(join(at, 'a'), join(at, 'b.json')), 'disk/missing', 'run/b.json is not there.'],
    ['a write into no folder', at => writeAtomic(join(at, 'no', 'a.json'), ''), 'disk/missing', 'run/no is not there'],
    [
      'a write below a file',
      at => writeAtomic(join(at, 'a.json'), '').then(() => writeAtomic(join(at, 'a.json', 'b.json'), '')),
      'disk/not-a-folder',
      'a.json/b.json is a file, or lies below one'
    ]
  ]

  it.each(cases)('from %s is a sentence with a mend that names the file', async (_, work, code, message) => {
    const at = folder()
    await mkdir(at)
    const told = toHostError(await errorOf(work(at)))
    expect(told).toEqual({ code, message: expect.stringContaining(message), fix: expect.stringMatching(/\.$/) })
    expect(told.message).not.toMatch(/E[A-Z]{3,}|writing/)
  })
})

it('an error of the program stays one', () => {
  expect(toHostError(new TypeError('x is undefined'))).toEqual({ code: 'bug', message: 'x is undefined' })
})

it('tells all problems, those that say the same of several places together', () => {
  const problem = (path: string, message: string, fix: string) =>
    ({ code: 'keras/no-form', severity: 'error', where: { path }, message, fix }) as const
  const { message, fix } = problemsFault([
    problem('norm1', 'Keras has no norm.', 'Change it.'),
    problem('mirror', 'Keras has no mirror.', 'Change it.'),
    problem('norm2', 'Keras has no norm.', 'Change it.')
  ])
  expect([message, fix]).toEqual(['norm1, norm2: Keras has no norm.\nmirror: Keras has no mirror.', 'Change it.'])
})
