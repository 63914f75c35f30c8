import { Studio } from './studio.svelte.ts'

/** The studio of this window. Components import it; tests make their own with a host of theirs. */
export const studio = new Studio(window.host)
