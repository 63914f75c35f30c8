/** Texts of the Explore place. */
export const exploreMessages = {
  'explore/predict': 'Asking the network',
  'explore/evaluate': 'Scoring the test set'
} as const
