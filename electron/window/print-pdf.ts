import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { BrowserWindow, session } from 'electron'

/** The longest side that a PDF's page may have, 200 inches, in CSS pixels. */
const longestSide = 19_200

/** A PDF of one page, as large as the drawing, whose lines and texts stay lines and texts. */
export async function printPdf(
  svg: string,
  { width, height }: { readonly width: number; readonly height: number }
): Promise<Uint8Array> {
  const scale = Math.min(1, longestSide / Math.max(width, height))
  const folder = await mkdtemp(join(tmpdir(), 'receptive-figure-'))
  try {
    const page = join(folder, 'figure.html')
    await writeFile(page, pageOf(svg, Math.ceil(width * scale), Math.ceil(height * scale)))
    return await print(pathToFileURL(page).href)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What is printed comes from the window, so its page can run nothing and fetch nothing but itself. */
async function print(address: string): Promise<Uint8Array> {
  // Without `persist:` it lives in memory; its name is its own, so that two figures at once do not meet.
  const own = session.fromPartition(`figure ${address}`)
  own.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: url !== address && !url.startsWith('data:') }))
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  const window = new BrowserWindow({
    show: false,
    webPreferences: { session: own, sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false }
  })
  try {
    window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
    await window.loadURL(address)
    // The size of the paper stands in the page: the call's own unit differs between Electron's versions.
    return await window.webContents.printToPDF({ printBackground: true, preferCSSPageSize: true })
  } finally {
    window.destroy()
  }
}

function pageOf(svg: string, width: number, height: number): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"
  const style = [
    `@page { size: ${width}px ${height}px; margin: 0 }`,
    'html, body { margin: 0; overflow: hidden }',
    // A page that is filled to the last fraction of a point is followed by an empty one.
    `svg { display: block; width: ${width}px; height: ${height - 0.5}px }`
  ].join('\n')
  return [
    '<!doctype html>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    `<style>${style}</style>`,
    svg
  ].join('\n')
}
