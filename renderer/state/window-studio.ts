import { createStudio } from './studio.svelte.ts'

/** The studio of this window. Components import it; tests make their own with a host of theirs. */
export const studio = createStudio(window.host)
