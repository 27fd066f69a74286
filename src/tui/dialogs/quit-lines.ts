import { stillDoing } from '../actions/still-doing.ts'
import { wrap } from '../looks/text.ts'
import type { Place } from '../view.ts'

/** What is still being done, as far as it still is. */
export const quitLines = ({ model, theme }: Place): readonly string[] => {
  const doing = stillDoing(model)
  const columns = model.size.columns - 2
  if (doing.length === 0)
    return ['', ...wrap('quit? Nothing is being done any more.', columns).map((line) => ` ${line}`)]
  return [
    '',
    ` ${theme.paint.warning('quit now?')}`,
    '',
    ...wrap(`Still ${doing.join(', ')}.`, columns).map((line) => ` ${line}`),
    ...wrap('What the engine was told goes on without hal; the rest ends.', columns).map(
      (line) => ` ${line}`,
    ),
  ]
}
