import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { digitsFolder, openStudio, type ProjectFile } from '../studio.ts'

let studio: Awaited<ReturnType<typeof openStudio>>

beforeAll(async () => {
  studio = await openStudio()
})
afterAll(() => studio.close())

describe('a broken project file', () => {
  const broken: readonly (readonly [what: string, change: (file: ProjectFile) => void, says: RegExp])[] = [
    ['a missing field', file => delete file.nodes['c3']!['type'], /nodes\.c3\.type: The field "type" is missing/],
    ['an unknown layer', file => (file.nodes['c3']!['type'] = 'conv9d'), /nodes\.c3\.type: .*"conv9d"/],
    ['a cycle', file => (file.edges['c1.input.0']!.from = { node: 's4', port: 'output' }), /circle: .*c1.*s4/],
    [
      'an edge to a missing port',
      file => (file.edges['c1.input.0']!.to.port = 'nowhere'),
      /edges\..*no input "nowhere"/
    ],
    ['an edge to a missing node', file => (file.edges['c1.input.0']!.to.node = 'nobody'), /edges\..*nobody/]
  ]

  it.each(broken)('with %s is named by its place, whatever the command', async (what, change, says) => {
    const project = what.replace(/ /g, '-')
    await studio.run('new', project, '--template', 'lenet5')
    await studio.edit(project, change)
    const [checked, inspected, trained] = await Promise.all([
      studio.run('check', project),
      studio.run('inspect', project),
      studio.run('train', project)
    ])
    expect([checked.code, inspected.code, trained.code]).toEqual([1, 1, 1])
    expect(checked.stdout).toMatch(says)
    expect(inspected.stderr).toMatch(says)
    expect(trained.stderr).toMatch(says)
  })

  it('with a split that leaves nothing to train on is refused before a run is made', async () => {
    await studio.run('new', 'split', '--template', 'lenet5')
    await studio.edit('split', file => {
      const { datasets } = file as unknown as { datasets: Record<string, { split: object }> }
      Object.assign(datasets['digits']!.split, { validation: 0.6, test: 0.6 })
    })
    const [checked, trained] = await Promise.all([studio.run('check', 'split', '--json'), studio.run('train', 'split')])
    expect(checked.code).toBe(1)
    expect(JSON.parse(checked.stdout)).toMatchObject({
      problems: [{ code: 'dataset/split-leaves-none', where: { path: 'Digits' } }]
    })
    expect(trained).toMatchObject({ code: 1, stderr: expect.stringContaining('60 % and test 60 %') as string })
    expect(await readdir(join(studio.folder, 'split'))).not.toContain('runs')
  })

  it('is told as JSON where JSON was asked for, whatever the command', async () => {
    await studio.run('new', 'unreadable', '--template', 'lenet5')
    await writeFile(join(studio.folder, 'unreadable', 'project.json'), '{')
    for (const command of ['inspect', 'check', 'train']) {
      const { code, stdout } = await studio.run(command, 'unreadable', '--json')
      expect(code).toBe(1)
      expect(JSON.parse(stdout)).toMatchObject({ problems: [{ where: { path: 'project.json' }, severity: 'error' }] })
    }
  })

  it('of a newer version is looked at, and written to by no command', async () => {
    await studio.run('new', 'newer', '--template', 'firstStart')
    await studio.edit('newer', file => Object.assign(file, { formatVersion: 99, moods: {} }))
    const folder = join(studio.folder, 'newer')
    const before = await readFile(join(folder, 'project.json'), 'utf8')
    const inspected = await studio.run('inspect', 'newer')
    const refused = await Promise.all([
      studio.run('train', 'newer', '--epochs', '1'),
      studio.run('import', digitsFolder, '--to', 'newer')
    ])
    expect([inspected.code, ...refused.map(({ code }) => code)]).toEqual([0, 1, 1])
    const said = /newer Receptive made this project \(format 99/
    expect(inspected.stdout).toMatch(said)
    for (const { stderr } of refused) expect(stderr).toMatch(said)
    expect(await readFile(join(folder, 'project.json'), 'utf8')).toBe(before)
    expect(await readdir(folder)).toEqual(['project.json'])
  })

  it('that is no JSON is told with the place in the text', async () => {
    await studio.run('new', 'no-json', '--template', 'empty')
    await writeFile(join(studio.folder, 'no-json/project.json'), '{ "formatVersion": 1,')
    const { code, stdout } = await studio.run('check', 'no-json', '--json')
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      problems: [{ severity: 'error', where: { path: 'project.json' }, fix: expect.any(String) }]
    })
  })
})

describe('broken images', () => {
  beforeAll(() => studio.run('new', 'project', '--template', 'lenet5'))

  it('refuses an IDX file cut short with both sizes', async () => {
    const images = await readFile(join(digitsFolder, 'images-idx3-ubyte'))
    await mkdir(join(studio.folder, 'idx'))
    await writeFile(join(studio.folder, 'idx/train-images-idx3-ubyte'), images.subarray(0, 5000))
    await copyFile(join(digitsFolder, 'labels-idx1-ubyte'), join(studio.folder, 'idx/train-labels-idx1-ubyte'))
    const { code, stderr } = await studio.run('import', 'idx/train-images-idx3-ubyte', '--to', 'project')
    expect(code).toBe(1)
    expect(stderr).toMatch(/train-images-idx3-ubyte: 7,840,016 bytes expected .* 5,000 received/)
  })

  it('skips an image that is text by name, and says so when nothing else is there', async () => {
    for (const label of ['cat', 'dog']) {
      await mkdir(join(studio.folder, 'images', label), { recursive: true })
      await writeFile(join(studio.folder, 'images', label, 'note.png'), 'hello')
    }
    const { code, stderr } = await studio.run('import', 'images', '--to', 'project')
    expect(code).toBe(1)
    expect(stderr).toMatch(/cat\/note\.png: .*text/)
  })

  it('names a missing run and a file that is no image', async () => {
    const { code, stderr } = await studio.run('evaluate', 'project', '--run', '../../elsewhere')
    expect([code, stderr]).toEqual([1, expect.stringMatching(/has no run or model "\.\.\/\.\.\/elsewhere"/)])
  })
})

describe('wrong words', () => {
  it.each([
    [['fly'], /no command fly/],
    [['train'], /missing after train/],
    [['train', 'project', '--epochs', 'many'], /whole number from 1 on, not many/],
    [['train', 'project', '--set', 'recipe.depth=3'], /no depth; it has batchSize/],
    [['train', 'project', '--set', 'recipe.learningRate=-1'], /learningRate=-1 does not fit/],
    [['new', 'there', '--template', 'lenet9'], /no template lenet9/],
    [['export', 'project', '--run', 'r', '--format', 'onnx', '--out', 'x'], /no format onnx; there are keras/],
    [['evaluate', 'project'], /needs --run/],
    [['zoo', '--fast'], /--fast/]
  ])('%j end with exit code 2, on standard error alone', async (words, says) => {
    await studio.run('new', 'project', '--template', 'lenet5')
    const { code, stdout, stderr } = await studio.run(...words)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(says)
  })
})

describe('without native TensorFlow', () => {
  it('inspects all the same, and says how to mend what needs it', async () => {
    const inspected = await studio.withoutEngine('inspect', 'lenet5', '--json')
    expect([inspected.code, JSON.parse(inspected.stdout)]).toMatchObject([
      0,
      { totals: { parameters: 61_706, macs: 416_520 } }
    ])
    const examined = await studio.withoutEngine('doctor', '--json')
    expect(examined.code).toBe(1)
    expect(JSON.parse(examined.stdout)).toMatchObject({
      problems: expect.arrayContaining([
        expect.objectContaining({ code: 'doctor/engine', fix: expect.stringContaining('setup') })
      ])
    })
  })
})
