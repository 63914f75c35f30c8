import interUrl from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url'
import monoUrl from '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2?url'

const faces = [
  ['Inter Variable', interUrl],
  ['JetBrains Mono Variable', monoUrl]
] as const

/** The window's fonts as a style sheet that needs no other file: figures are printed and shown where they are not installed. */
export async function embeddedFonts(): Promise<string> {
  const rules = await Promise.all(
    faces.map(async ([family, url]) => {
      const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer())
      const source = `url(data:font/woff2;base64,${base64(bytes)}) format("woff2")`
      return `@font-face{font-family:"${family}";font-weight:100 900;src:${source}}`
    })
  )
  return rules.join('')
}

function base64(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}
