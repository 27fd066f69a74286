import { keyWords } from '../keys/key-words.ts'
import { pad, widthOf, wrap } from '../looks/text.ts'
import type { Place } from '../view.ts'

interface Step {
  /** Of its keys; without any there is nothing to press. */
  readonly ids: readonly string[]
  readonly words: readonly string[]
}

/** In the order in which a newcomer needs them. */
const steps = (agents: readonly string[]): readonly Step[] => [
  {
    ids: ['worker.new'],
    words: [
      'a new worker: a container with a shell, on this folder',
      `with an agent (${agents.join(', ')}) and a prompt, it begins at once`,
    ],
  },
  {
    ids: ['worker.focus', 'worker.attach', 'worker.send'],
    words: ['then: type to it here, hand the terminal to it, send it a line'],
  },
  {
    ids: ['command'],
    words: [`commands by name: :start --agent ${agents[0]} --prompt "fix the login"`],
  },
  { ids: ['view.images'], words: ['the images that workers are made of, and their builds'] },
  { ids: ['help'], words: ['all keys'] },
  { ids: ['quit'], words: ['quit; workers run on'] },
]

/** What to do where there is nobody yet; as many lines as there is room for. */
export const firstSteps = ({ model, theme, keymap, height }: Place): readonly string[] => {
  const { paint } = theme
  const known = model.acting.agents.slice(0, 2).map(({ name }) => name)
  const lines = steps(known.length === 0 ? ['claude', 'codex'] : known).map(({ ids, words }) => {
    const records = ids.flatMap((id) => keymap.find((one) => one.id === id && one.where === 'list') ?? [])
    const keys = records.map((record) => keyWords(record, theme)).filter((key) => key !== '')
    return { keys: keys.join('  '), words }
  })
  const shown = lines.filter(({ keys }) => keys !== '')
  const columns = Math.max(0, ...shown.map(({ keys }) => widthOf(keys)))
  const room = Math.max(20, model.size.columns - columns - 7)
  return [
    ` ${paint.strong('first steps')}`,
    '',
    ...shown.flatMap(({ keys, words }) =>
      words
        .flatMap((line) => wrap(line, room))
        .map((line, row) => `   ${paint.accent(pad(row === 0 ? keys : '', columns))}   ${paint.dim(line)}`),
    ),
  ].slice(0, height)
}
