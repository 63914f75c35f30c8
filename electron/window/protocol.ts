import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { protocol } from 'electron'
import { paths } from '../paths.ts'
import { fileOf, scheme } from './window-address.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2'
}

/** Style attributes are allowed because components place what floats with them; style sheets come from files alone. */
const policy = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self'`,
  `style-src-attr 'unsafe-inline'`,
  `img-src 'self' data: blob:`,
  `font-src 'self'`,
  `connect-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`
].join('; ')

/** Before the app is ready: makes the scheme a full origin. */
export function declareProtocol(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }
  ])
}

interface Answer {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: Buffer
}

async function answerTo(root: string, address: string): Promise<Answer> {
  const file = fileOf(root, address)
  const body = file === undefined ? undefined : await readFile(file).catch(() => undefined)
  if (file === undefined || body === undefined) {
    return { status: 404, headers: { 'Content-Type': 'text/plain' }, body: Buffer.from('Not found') }
  }
  const headers = {
    'Content-Type': types[extname(file)] ?? 'application/octet-stream',
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff'
  }
  return { status: 200, headers, body }
}

/** Once the app is ready. `protocol.handle` is there from Electron 25; before, the older call with a callback. */
export function serveWindow(): void {
  const root = join(paths.out, 'renderer')
  if (typeof protocol.handle === 'function') {
    protocol.handle(scheme, async request => {
      const { status, headers, body } = await answerTo(root, request.url)
      // Every Electron that has `handle` has Response.
      // eslint-disable-next-line n/no-unsupported-features/node-builtins
      return new Response(new Uint8Array(body), { status, headers })
    })
    return
  }
  protocol.registerBufferProtocol(scheme, (request, callback) => {
    void answerTo(root, request.url).then(({ status, headers, body }) =>
      callback({ statusCode: status, headers, mimeType: headers['Content-Type'] ?? '', data: body })
    )
  })
}
