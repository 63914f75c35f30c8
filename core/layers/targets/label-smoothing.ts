import { number } from '../../parameters.ts'

/** Szegedy et al., "Rethinking the Inception architecture", 2016, section 7. */
export const labelSmoothing = number({
  default: 0,
  min: 0,
  max: 1,
  help: 'Share of the target that is spread over all classes alike, so that the network never grows too sure.',
  advanced: true
})
