/**
 * The places of the window by what people read, in their order. A place is a line here and a component of its name,
 * `panels/data/DataPlace.svelte`: its command, its key, its item of the menu and its button follow.
 */
export const placeLabels = {
  data: 'Data',
  design: 'Design',
  train: 'Train',
  explore: 'Explore',
  export: 'Export'
} as const

export type PlaceName = keyof typeof placeLabels

export const places = Object.keys(placeLabels) as readonly PlaceName[]
