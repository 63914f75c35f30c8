import { join, normalize, sep } from 'node:path'

/** The window's files come over a scheme of their own: a secure origin that reaches nothing but `out/renderer`. */
export const scheme = 'app'
export const windowOrigin = `${scheme}://studio`
export const windowUrl = `${windowOrigin}/index.html`

/** The file in `root` that an address names, or undefined where it names nothing inside. */
export function fileOf(root: string, address: string): string | undefined {
  const url = new URL(address)
  if (`${url.protocol}//${url.host}` !== windowOrigin) return undefined
  const file = normalize(join(root, decodeURIComponent(url.pathname)))
  return file.startsWith(root + sep) ? file : undefined
}
