import type { Where } from './key-record.ts'

/** Where keys act. */
interface Place {
  /** The title of its keys in the help. */
  readonly words: string
  /** What opens the help there: F1 alone where `?` is text. None where another record does it, or where all keys are a worker's. */
  readonly help: readonly string[]
}

const asked = ['?', 'f1']
const typed = ['f1']

export const places: Readonly<Record<Where, Place>> = {
  list: { words: 'in the list', help: [] },
  'every-view': { words: 'in every view', help: [] },
  events: { words: 'in the events', help: [] },
  pulse: { words: 'in the pulse', help: [] },
  images: { words: 'in the images', help: [] },
  help: { words: 'in this help', help: [] },
  confirm: { words: 'while a question is open', help: asked },
  removal: { words: 'while a removal is asked about', help: asked },
  refused: { words: 'while a key is refused', help: typed },
  send: { words: 'while text is written', help: typed },
  filter: { words: 'while a filter is written', help: typed },
  start: { words: 'in the form for a worker', help: typed },
  command: { words: 'in the : line', help: typed },
  sort: { words: 'while the list is sorted', help: asked },
  'confirm-many': { words: 'while a question about several is open', help: asked },
  'removal-of-many': { words: 'while the removal of several is asked about', help: asked },
  broadcast: { words: 'while text to several is written', help: typed },
  save: { words: 'while a file is named', help: typed },
  overwrite: { words: 'while a file would be written over', help: asked },
  quit: { words: 'while leaving hal is asked about', help: asked },
  focus: { words: 'while keys go to a worker', help: [] },
  reading: { words: 'while you read back', help: asked },
  search: { words: 'while a search is written', help: typed },
  explain: { words: 'while a state is explained', help: asked },
  'send-over': { words: 'while words in a prompt box would be dropped', help: asked },
  'lose-work': { words: 'while work would be lost', help: asked },
  'cancel-build': { words: 'while the end of a build is asked about', help: asked },
}
