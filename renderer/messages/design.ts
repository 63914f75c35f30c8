/** Texts of the Design place. */
export const designMessages = {
  'design/name': 'Design'
} as const
