import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { noteColors } from '../../../core/document/records.ts'

const css = readFileSync('renderer/styles/tokens.css', 'utf8')
const dark = css.indexOf("[data-theme='dark']")
const themes = { light: css.slice(0, dark), dark: css.slice(dark) }

function token(theme: string, name: string): string {
  return new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(theme)![1]!
}

/** WCAG 2.1: how much light a color gives, and the contrast of two. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at => {
    const fraction = parseInt(color.slice(at, at + 2), 16) / 255
    return fraction <= 0.04045 ? fraction / 12.92 : ((fraction + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a: string, b: string): number {
  const [less = 0, more = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (more + 0.05) / (less + 0.05)
}

describe.each(Object.entries(themes))('paper in the %s theme', (_, theme) => {
  it.each(noteColors)('of %s bears text that can be read', color => {
    expect(contrast(token(theme, 'text'), token(theme, `note-${color}`))).toBeGreaterThan(4.5)
  })
})
