type Channels = readonly [number, number, number]

/** So many steps are told apart; each is mixed once. */
const steps = 64
const ramps = new WeakMap<readonly string[], readonly string[]>()

/** The color of a share from 0 to 1, between the stops that a theme has for heat. Stops are written `#rrggbb`. */
export function heatColor(stops: readonly string[], fraction: number): string {
  let ramp = ramps.get(stops)
  if (ramp === undefined) {
    ramp = Array.from({ length: steps + 1 }, (_, step) => hexOf(between(stops, step / steps)))
    ramps.set(stops, ramp)
  }
  return ramp[Math.round(Math.min(1, Math.max(0, fraction)) * steps)] ?? ''
}

/** Whichever of two inks reads better on a ground. */
export function inkOn(ground: string, inks: readonly [string, string]): string {
  const [one, other] = inks
  return contrast(ground, one) >= contrast(ground, other) ? one : other
}

function between(stops: readonly string[], fraction: number): Channels {
  const position = fraction * (stops.length - 1)
  const index = Math.min(Math.floor(position), stops.length - 2)
  const [from, to] = [channelsOf(stops[index] ?? ''), channelsOf(stops[index + 1] ?? '')]
  const mix = (channel: 0 | 1 | 2): number => from[channel] + (to[channel] - from[channel]) * (position - index)
  return [mix(0), mix(1), mix(2)]
}

function channelsOf(hex: string): Channels {
  // The bundler writes #ffffff as #fff.
  const digits = hex.length === 4 ? [...hex].map(digit => digit + digit).join('') : `#${hex}`
  const channel = (at: number): number => Number.parseInt(digits.slice(at, at + 2), 16) || 0
  return [channel(2), channel(4), channel(6)]
}

function hexOf(channels: Channels): string {
  return `#${channels.map(channel => Math.round(channel).toString(16).padStart(2, '0')).join('')}`
}

/** WCAG 2.2, "contrast ratio". */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** WCAG 2.2, "relative luminance". */
function luminance(hex: string): number {
  const [red, green, blue] = channelsOf(hex).map(channel => {
    const fraction = channel / 255
    return fraction <= 0.04045 ? fraction / 12.92 : ((fraction + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
}
