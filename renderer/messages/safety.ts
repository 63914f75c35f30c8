/** Texts of what keeps work from being lost: recovery, looking without changing, two windows, dropped things. */
export const safetyMessages = {
  'safety/newerTitle': 'A newer Receptive made this project.',
  'safety/newerText':
    'It is open to be looked at: nothing here can be changed, and nothing is written into its folder.',
  'safety/newerLost': 'What this version does not know is not shown: {positions}.',
  'safety/newerMore': '{positions} and {count} more',
  'safety/elsewhereTitle': 'Another window edits this project.',
  'safety/elsewhereText': 'It is open here to be looked at, as it was saved last.',
  'safety/folderTitle': 'Nothing can be written into the folder of this project.',
  'safety/folderText': 'It is open to be looked at. Save it under another name to change it.',
  'safety/saveCopy': 'Save a copy…',
  'safety/copyTitle': 'Save a copy without what only the newer Receptive knows?',
  'safety/copyText': 'The copy can be changed here and lacks {positions}. The project itself stays as it is.',
  'safety/copyTextAll':
    'The copy can be changed here. What it holds is known to this version; the project itself stays as it is.',
  'safety/copyConfirm': 'Save the copy',
  'safety/onlyShown': 'Settings are shown here, and cannot be changed now.',
  'safety/refused': 'This project is open for looking at it, so it stays as it is.',
  'safety/decideFirst': 'First choose above whether to restore the edits that were not saved.',

  'safety/openElsewhereTitle': 'This project is open in another window',
  'safety/openElsewhereText':
    '{text} Both would overwrite each other, so it can be changed in one of them alone. Here it can be looked at.',
  'safety/goThere': 'Go to the other window',
  'safety/lookHere': 'Look at it here',
  'safety/called': 'The other window was asked to come to the front.',

  'drop/title': 'Drop to open or import',
  'drop/text': 'A project, a Keras model, or the files or folder of a dataset.',
  'drop/paste': 'Drop to paste',
  'drop/pasteText': 'Layers that were copied as text, or a project’s project.json.',
  'drop/image': 'Drop an image to ask the network about it',
  'drop/imageText': 'To import images, drop a folder that holds one folder for each class.',
  'drop/look': 'Looking at what was dropped',
  'drop/noNetwork': 'There is no trained network yet that could say what {name} shows.',
  'drop/noNetworkFix': 'Train one first. To import images, drop a folder that holds one folder for each class.',
  'drop/model': '{name} is a model of a kind that cannot be opened here.',
  'drop/modelFix': 'Projects can be opened, and models as {formats}. Save it in such a format.',
  'drop/opened': 'The model is here with its weights: explore it, export it again, or train on from it.',

  'safety/changedTitle': 'Another program has changed the project file.',
  'safety/changedText': 'Load what it wrote, or keep what is here; undo brings yours back after loading.',
  'safety/changedLoad': 'Load it',
  'safety/changedKeep': 'Keep what is here',
  'safety/loadStep': 'Load the changed file',
  'safety/load': 'Loading the changed file',
  'safety/unreadable': 'What the other program wrote cannot be opened here.'
} as const
