import { wrap } from '../looks/text.ts'
import type { Place } from '../view.ts'
import { isBuilding } from '../views/images/images-state.ts'

/** What is still being done, as far as it still is. */
export const quitLines = ({ model, theme }: Place): readonly string[] => {
  const doing = [
    ...Object.entries(model.busy).map(([name, word]) => `${word} ${name}`),
    ...(isBuilding(model.views.images) ? ['building images'] : []),
  ]
  const columns = model.size.columns - 2
  if (doing.length === 0) return ['', ' quit? Nothing is being done any more.']
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
