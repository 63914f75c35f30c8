import type { HostApi, HostError } from '../../core/host.ts'

/** Names of the IPC channels, for the preload and the main process alike. */
export function channelOf(call: keyof HostApi): string {
  return `host/${call}`
}

export function eventChannelOf(event: string): string {
  return `event/${event}`
}

export const droppedChannel = 'dropped'

/** An answer on its way: an error thrown through IPC would lose all but its message. */
export type Envelope = { readonly value: unknown } | { readonly error: HostError }
