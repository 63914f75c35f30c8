/** Texts of folding and unfolding blocks on the canvas. */
export const foldingMessages = {
  'command/unfold': 'Unfold block',
  'command/fold': 'Fold block',
  'command/allRepeats': 'Show all repeats',
  'command/firstRepeat': 'Show first repeat only',
  'command/unfoldAll': 'Unfold all blocks',
  'command/foldAll': 'Fold all blocks',

  'canvas/repeatOf': '{index} of {count}',
  'canvas/acrossBlocks':
    'A connection can’t cross a block’s border. Lead it through an input or an output of the block.',

  'inspector/sharedBlock': 'Inside {label}. A change here changes all its {count} instances.',

  'outline/unfolded': 'unfolded',
  'outline/allRepeats': 'unfolded with all repeats'
} as const
