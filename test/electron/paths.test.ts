import { join } from 'node:path'
import { expect, it } from 'vitest'
import { pathsFrom } from '../../electron/paths.ts'

it('finds native code beside out in the source tree', () => {
  expect(pathsFrom(join('/', 'tree', 'out'))).toMatchObject({
    isPackaged: false,
    native: join('/', 'tree', 'native'),
    assets: join('/', 'tree', 'assets')
  })
})

it.each(['app.asar', 'app.asar.unpacked'])('finds native code beside the archive from %s', archive => {
  expect(pathsFrom(join('/', 'app', 'resources', archive, 'out'))).toMatchObject({
    isPackaged: true,
    native: join('/', 'app', 'resources', 'native'),
    assets: join('/', 'app', 'resources', 'assets')
  })
})
