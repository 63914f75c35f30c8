/** Texts of editing on the canvas: its menus, what can be dropped where, what is done to a layer. */
export const editingMessages = {
  'canvas/menu': 'What can be done here',
  'canvas/menuEmpty': 'Nothing to do here.',
  'command/contextMenu': 'Menu of the selection'
} as const
