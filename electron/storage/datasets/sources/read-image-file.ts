import { basename } from 'node:path'
import { largestImageFile } from '../../../../core/data/image-header.ts'
import { readRegular } from '../../regular-file.ts'

/** Reads an image's file whole. Throws HostFault where it is no ordinary file or larger than an image is, and the system's error. */
export async function readImageFile(path: string, name = basename(path)): Promise<Uint8Array> {
  return await readRegular(path, { followsLinks: true, largest: largestImageFile, name })
}
