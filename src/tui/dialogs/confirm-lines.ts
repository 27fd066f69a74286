import { keyFor } from '../keys/key-for.ts'
import { isTiny } from '../layout.ts'
import { wrap, wrapUpTo } from '../looks/text.ts'
import type { ConfirmedVerb, Dialog, Model } from '../model.ts'
import type { Place } from '../view.ts'
import type { Life } from '../worker/life.ts'

/** `stop ada?`, and what comes of it; in next to no room shorter, so that all of it can be read. */
export const confirmLines = (
  { verb, name, life }: Extract<Dialog, { kind: 'confirm' }>,
  { model, theme, height }: Place,
): readonly string[] => {
  const columns = model.size.columns - 2
  const { ellipsis } = theme.glyphs
  const after = isTiny(model.size)
    ? endsShortly(life) + shortly[verb]
    : `${losses(model)[life]}${consequences(model)[verb]}`
  const said = wrap(after, columns)
  const rows = Math.max(1, height - said.length)
  return [
    '',
    ...wrapUpTo(`${verb} ${name}?`, { columns, rows, ellipsis }).map(
      (line) => ` ${theme.paint.warning(line)}`,
    ),
    ...said.map((line) => ` ${line}`),
  ]
}

/** What ends with it; nothing does once it has ended. */
const losses = (model: Model): Readonly<Record<Life, string>> => ({
  running: 'What runs in it ends. ',
  frozen: `What is frozen in it ends (${keyFor(model, 'worker.freeze', 'f')} thaws it). `,
  new: '',
  ended: '',
  going: '',
})

const consequences = (model: Model): Readonly<Record<ConfirmedVerb, string>> => ({
  stop: `Its files stay, and ${keyFor(model, 'worker.restart', 'R')} starts it again.`,
  restart: 'It starts again with its files.',
  remove:
    'Its container and the files inside are gone for good. A clone of its own goes, too; a folder of yours stays.',
})

const shortly: Readonly<Record<ConfirmedVerb, string>> = {
  stop: 'Its files stay.',
  restart: 'It starts again.',
  remove: 'Its files are gone for good.',
}

const endsShortly = (life: Life): string => (life === 'running' || life === 'frozen' ? 'It ends. ' : '')
