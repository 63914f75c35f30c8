/** Texts of the Data place. */
export const dataMessages = {
  'data/describe': 'Reading {name}',
  'data/import': 'Importing',
  'data/importNamed': 'Import {name}',
  'data/imported': 'Imported {count} pictures as {name}.'
} as const
