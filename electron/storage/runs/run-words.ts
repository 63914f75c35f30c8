import { z } from 'zod'
import { parseJson } from '../../../core/json.ts'
import { longestRunName, longestRunNote, type RunWords } from '../../../core/train/run.ts'
import { HostFault } from '../../fault.ts'
import { writeAtomic } from '../atomic-write.ts'
import { readText } from '../regular-file.ts'

const wordsForm = z.object({
  name: z.string().min(1).max(longestRunName).exactOptional(),
  note: z.string().max(longestRunNote).exactOptional()
})

/** What a person calls a run and says about it; nothing where nobody has said anything. Throws where the file is broken. */
export async function readWords(file: string): Promise<RunWords> {
  const text = await readText(file)
  if (text === undefined) return {}
  const parsed = wordsForm.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  throw new HostFault({
    code: 'run/words',
    message: `words.json is not the name and the note of a run; expected {"name": "…", "note": "…"}.`,
    fix: 'Mend or delete the file.'
  })
}

export async function writeWords(file: string, words: RunWords): Promise<void> {
  await writeAtomic(file, JSON.stringify(wordsForm.parse(words), null, 2))
}
