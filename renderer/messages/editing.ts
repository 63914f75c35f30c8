/** Texts of editing on the canvas: its menus, what can be dropped where, what is done to a layer. */
export const editingMessages = {
  'canvas/menu': 'What can be done here',
  'canvas/menuEmpty': 'Nothing to do here.',
  'canvas/letGo': 'Let go to disconnect',
  'canvas/takesNothing': '{label} takes nothing in, so it can not stand in a connection.',
  'canvas/givesNothing': '{label} hands nothing on, so it can not stand in a connection.',

  'step/bypass': 'Bypass {count:layer|layers}',
  'step/takeBack': 'Take {count:layer|layers} back in',
  'step/replace': 'Replace {count:layer|layers} by {label}',
  'step/insert': 'Insert {name}',
  'step/replug': 'Move connection',
  'step/order': 'Change the order of connections',

  'offers/free': 'Add',
  'offers/after': 'Add after {name}',
  'offers/fromOutput': 'Add what takes {name}',
  'offers/fromInput': 'Add what feeds {name}',
  'offers/edge': 'Insert between {from} and {to}',
  'offers/replace': 'Replace {name} by',
  'offers/replaceMany': 'Replace {count:layer|layers} by',
  'offers/find': 'Find a layer or block',
  'offers/unfit': 'Shapes do not fit yet',
  'offers/nothing': 'Nothing of that name fits here.',

  'inspector/replace': '{kind}: replace by another layer or block',
  'inspector/replaceHelp': 'Replace by another layer or block, keeping the connections',
  'inspector/bypassed':
    'Bypassed: what comes in passes through unchanged. It is not trained, counted or exported; its settings stay.',
  'inspector/inBypassed': 'The block around it is bypassed here, so it is out of the network.',
  'inspector/takeBack': 'Take back in',
  'inspector/inputOrder': 'Inputs in their order',
  'inspector/inputEarlier': 'Move {name} up',
  'inspector/inputLater': 'Move {name} down',
  'inspector/inputUnplug': 'Disconnect {name}',

  'command/add': 'Add a layer or block…',
  'command/insert': 'Insert a layer or block…',
  'command/replace': 'Replace by…',
  'command/bypass': 'Bypass',
  'command/deleteLeavingGap': 'Delete and leave the gap',
  'command/contextMenu': 'Menu of the selection'
} as const
