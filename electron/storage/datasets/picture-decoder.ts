import type { Picture } from '../../../core/host.ts'
import type { PictureTarget } from '../../../core/data/place-picture.ts'

export type Decoded = Picture | { readonly reason: string }

/** Turns picture files into bytes at one size: native TensorFlow in the app, `electron/engine/decode-pictures.ts`. */
export interface PictureDecoder {
  /** One answer for each file, in the same order. A file that is no whole picture gets a reason, never an exception. */
  decode(files: readonly Uint8Array[], target: PictureTarget): Promise<readonly Decoded[]>
  close(): Promise<void>
}
