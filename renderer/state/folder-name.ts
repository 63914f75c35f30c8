/** The last part of a folder's path, on whatever system. */
export function folderName(folder: string): string {
  return (
    folder
      .split(/[\\/]/)
      .filter(part => part !== '')
      .at(-1) ?? folder
  )
}
