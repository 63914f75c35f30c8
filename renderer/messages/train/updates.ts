/** Texts of a recipe's updates, of what they train, and of samples. */
export const updateMessages = {
  'updates/name': 'update{number}',
  'updates/addUpdate': 'Add an update',
  'updates/remove': 'Remove the update {name}',
  'updates/rename': 'Rename the update',
  'updates/losses': 'Losses',
  'updates/lossesHelp': 'The losses that this update minimizes.',
  'updates/allLosses': 'All losses',
  'updates/weights': 'Weights of',
  'updates/weightsHelp': 'The layers and blocks that this update changes. The gradient stops at all others.',
  'updates/allWeights': 'All layers',
  'updates/add': 'Add',
  'updates/places': 'in {count} places',
  'updates/leaveOut': 'Leave {name} out',
  'updates/steps': 'Steps a round',
  'updates/stepsHelp':
    'A round lasts as many batches as the most steps of an update. Each takes its own on the last batches of it.',
  'samples/title': 'Generated samples after epoch {epoch}',
  'sharing/subtitle': 'weights of {name}',
  'sharing/label': 'Weights of',
  'sharing/help': 'Uses the weights and the settings of another node like this one, so that both learn as one.',
  'sharing/own': 'Its own',
  'sharing/step': 'Share weights',
  'sharing/ownStep': 'Give own weights'
} as const
