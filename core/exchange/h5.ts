/** Numbers in an HDF5 file. Row-major. */
export interface H5Dataset {
  readonly shape: readonly number[]
  readonly data: Float32Array
}

/** A group of an HDF5 file: groups and datasets by name, and texts about the group. */
export interface H5Group {
  /** Written, and never read. */
  readonly attributes: Readonly<Record<string, string>>
  readonly groups: Readonly<Record<string, H5Group>>
  readonly datasets: Readonly<Record<string, H5Dataset>>
}

/** What reads and writes HDF5. It is compiled C and started by the shell, so core takes it as an argument. */
export interface H5Library {
  write(root: H5Group): Uint8Array
  /**
   * The whole file, or a sentence that says what is wrong with it. Links that lead elsewhere, numbers that are not
   * float32 and more than `limitBytes` of them are refused before they are read.
   */
  read(bytes: Uint8Array, limitBytes: number): H5Group | { readonly broken: string }
}
