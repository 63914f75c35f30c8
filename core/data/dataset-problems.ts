import { bytesText, numberText } from '../number-text.ts'
import { defineProblem } from '../problem.ts'

const listed = (names: readonly string[]) => names.slice(0, 5).join(', ') + (names.length > 5 ? ', …' : '')

export const sourceMissing = defineProblem<{ path: string }>('dataset/source-missing', 'error', ({ path }) => ({
  message: `${path} is not there, or may not be read, and the packed images are not in the project either.`,
  fix: 'Put it back where it was, or import the images again from where they are now.'
}))

export const noClasses = defineProblem<{ path: string; imageCount: number }>(
  'dataset/no-classes',
  'error',
  ({ path, imageCount }) => ({
    message: `${path} has no sub-folders with images${imageCount > 0 ? `, but ${imageCount} images of its own` : ''}; one sub-folder for each class was expected.`,
    fix: 'Make a folder for each class, named after it, with its PNG or JPEG files inside, and choose the folder around them.'
  })
)

export const tooManyFiles = defineProblem<{ path: string; most: number }>(
  'dataset/too-many-files',
  'error',
  ({ path, most }) => ({
    message: `${path} holds more than ${numberText(most)} files and folders, which are the most that are looked through.`,
    fix: 'Choose the folder around the classes, and none further out.'
  })
)

export const rowTooLarge = defineProblem<{ field: string; bytes: number; most: number }>(
  'dataset/row-too-large',
  'error',
  ({ field, bytes, most }) => ({
    message: `Each ${field} would take ${bytesText(bytes)} at the size that the dataset is brought to; at most ${bytesText(most)} are packed.`,
    fix: 'Give the dataset a smaller size.'
  })
)

export const noImageRead = defineProblem<{ path: string; fileCount: number; reason: string }>(
  'dataset/no-image-read',
  'error',
  ({ path, fileCount, reason }) => ({
    message: `None of the ${fileCount} images in ${path} could be read. The first: ${reason}`,
    fix: 'Choose a folder whose files open in an image viewer.'
  })
)

export const nothingToImport = defineProblem<{ names: readonly string[]; known: readonly string[] }>(
  'dataset/not-understood',
  'error',
  ({ names, known }) => ({
    message: `${listed(names)}: nothing that a dataset can be made of. What can be brought in: ${known.join(', ')}.`,
    fix: 'Choose a folder of images by class, the two files of an MNIST-like dataset, or the name of a dataset that comes with the program.'
  })
)

export const nothingThere = defineProblem<{ path: string }>('dataset/nothing-there', 'error', ({ path }) => ({
  message: `There is no file or folder ${path} that may be read, and no dataset of that name comes with the program.`,
  fix: 'Check the path. `import --list` says which datasets come with the program.'
}))

export const notRecognized = defineProblem<{ names: readonly string[]; label: string; summary: string }>(
  'dataset/not-recognized',
  'error',
  ({ names, label, summary }) => ({
    message: `${listed(names)} cannot be read as "${label}". ${summary}`,
    fix: 'Choose something else, or leave it to the program to say what it is.'
  })
)

export const unknownSource = defineProblem<{ kind: string; isKnown: boolean }>(
  'dataset/unknown-source',
  'error',
  ({ kind, isKnown }) => ({
    message: isKnown
      ? `The project does not say all that is needed to find this dataset's source, of the kind "${kind}".`
      : `The source of this dataset is of a kind that is not known here: "${kind}".`,
    fix: 'Open the project with a newer version of the program, or import the samples again.'
  })
)

export const partnerMissing = defineProblem<{ given: string; wanted: 'images' | 'labels'; tried: readonly string[] }>(
  'dataset/partner-missing',
  'error',
  ({ given, wanted, tried }) => ({
    message: `${given} needs the file with its ${wanted} beside it${tried.length > 0 ? `; looked for ${listed(tried)}` : ''}.`,
    fix: `Choose both files at once, or put the ${wanted} in the same folder.`
  })
)

export const notUnpacked = defineProblem<{ reason: string }>('dataset/not-unpacked', 'error', ({ reason }) => ({
  message: `This gzip file cannot be unpacked: ${reason}.`,
  fix: 'Fetch or copy the file again; it may have been cut off on its way.'
}))

export const digitsMissing = defineProblem<{ path: string }>('dataset/digits-missing', 'error', ({ path }) => ({
  message: `The built-in digits are not at ${path}.`,
  fix: 'Run `npm run setup`, which makes them, or install the program again.'
}))

export const imageSkipped = defineProblem<{ reason: string }>('dataset/image-skipped', 'warning', ({ reason }) => ({
  message: `Left out: ${reason}`,
  fix: 'Replace the file or take it out of the folder, and import again.'
}))
