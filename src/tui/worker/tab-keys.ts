import type { KeyRecord } from '../keys/key-record.ts'
import type { TabName } from '../model.ts'
import { onTab, turnTab } from './pane-changes.ts'
import { endReading } from './reading.ts'
import { tabLabels, tabNames } from './tab-names.ts'

/** From the tab that is shown, also where its reading goes back to another one. */
const turn =
  (by: 1 | -1): KeyRecord['run'] =>
  ({ change }) =>
    change((model) => turnTab(by)({ ...endReading(model), tab: model.tab }))

const turnTo =
  (tab: TabName): KeyRecord['run'] =>
  ({ change }) =>
    change((model) => onTab(tab)(endReading(model)))

/** Keys that turn to another tab of the selected worker: the same from the list, and while somebody reads in one. */
export const tabKeysIn = (
  where: 'list' | 'reading',
  isDisabled: Pick<KeyRecord, 'isDisabled'> = {},
): readonly KeyRecord[] => [
  {
    id: 'tab.next',
    keys: ['tab', ']'],
    label: 'tabs',
    help: 'its next tab: logs, events, numbers, what was changed, files, environment, all that is known',
    where,
    run: turn(1),
    isInFooter: where === 'list',
    ...isDisabled,
  },
  {
    id: 'tab.previous',
    keys: ['shift+tab', '['],
    shown: '[',
    label: 'tab before',
    help: 'its tab before',
    where,
    run: turn(-1),
    ...isDisabled,
  },
  ...tabNames.map(
    (tab, index): KeyRecord => ({
      id: `tab.${tab}`,
      keys: [String(index + 1)],
      label: index === 0 && where === 'reading' ? 'tabs' : tabLabels[tab].toLowerCase(),
      ...(index === 0
        ? { shown: `1-${tabNames.length}`, help: 'one of its tabs, from Screen to Inspect' }
        : {}),
      where,
      run: turnTo(tab),
      isInFooter: index === 0 && where === 'reading',
      ...isDisabled,
    }),
  ),
]
