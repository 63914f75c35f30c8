import { join, normalize, sep } from 'node:path'

/** The window's files come over a scheme of their own: a secure origin that reaches nothing but `out/renderer`. */
export const scheme = 'app'
export const windowOrigin = `${scheme}://studio`
export const windowUrl = `${windowOrigin}/index.html`

/** The file in `root` that an address names, or undefined where it names nothing inside. */
export function fileOf(root: string, address: string): string | undefined {
  const path = pathIn(address)
  if (path === undefined) return undefined
  const file = normalize(join(root, path))
  return file.startsWith(root + sep) ? file : undefined
}

function pathIn(address: string): string | undefined {
  try {
    const url = new URL(address)
    return `${url.protocol}//${url.host}` === windowOrigin ? decodeURIComponent(url.pathname) : undefined
  } catch (error) {
    // A page may ask for what is no address, or holds a percent sign that begins nothing.
    if (error instanceof TypeError || error instanceof URIError) return undefined
    throw error
  }
}

/** Whether an address is one of the window's own origin. */
export function isOfWindow(address: string): boolean {
  return address.startsWith(`${windowOrigin}/`)
}
