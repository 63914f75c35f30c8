import type { HostError } from '../../core/host/host-error.ts'

// What the preload and the main process agree on.

export function channelOf(call: string): string {
  return `host/${call}`
}

export function eventChannelOf(event: string): string {
  return `event/${event}`
}

export const droppedChannel = 'dropped'

const callsFlag = '--host-calls='

/** Tells the preload which calls there are, so that it need not bundle their table with all its forms. */
export function argumentForCalls(names: readonly string[]): string {
  return `${callsFlag}${names.join(',')}`
}

export function callsOfArguments(values: readonly string[]): readonly string[] {
  const told = values.find(value => value.startsWith(callsFlag))
  return told === undefined ? [] : told.slice(callsFlag.length).split(',')
}

/** An answer on its way: an error thrown through IPC would lose all but its message. */
export type Envelope = { readonly value: unknown } | { readonly error: HostError }
