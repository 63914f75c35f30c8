// The Electron out of the Python wheel has no default app, so it does not open the folder named on its command line.
// This goes to its resources/app/ and does that.
'use strict'

const { app } = require('electron')
const path = require('path')

const folder = path.resolve(process.argv.slice(1).find(each => !each.startsWith('-')) ?? '.')
const manifest = require(path.join(folder, 'package.json'))
app.setName(manifest.productName ?? manifest.name)
// As Electron's own default app does; its types leave these two out.
/** @type {any} */ const itself = app
itself.setVersion(manifest.version)
itself.setAppPath(folder)
require(path.join(folder, manifest.main))
