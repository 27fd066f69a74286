import { withDialog, withToast } from '../changes.ts'
import { groupByNext, sortBy, toggleFold } from '../list/arrange.ts'
import type { Sort } from '../list/list-state.ts'
import { reversed, sortedByNext } from '../list/sort-menu.ts'
import type { Model } from '../model.ts'
import { keyFor } from './key-for.ts'
import type { KeyRecord } from './key-record.ts'

const resort =
  (next: (sort: Sort, model: Model) => Sort): KeyRecord['run'] =>
  ({ change }) =>
    change((model) => sortBy(next(model.list.sort, model))(model))

const cancel: KeyRecord['run'] = ({ model, change }) => {
  const { dialog } = model()
  change(withDialog(undefined))
  if (dialog?.kind === 'sort') change(sortBy(dialog.before))
}

const needsGroups = (model: Model): string | undefined =>
  model.list.group === 'none'
    ? `there are no groups: ${keyFor(model, 'list.group', 'Z')} makes some`
    : undefined

/** The heads themselves are the groups' names alone. */
const groupedWords = ({ list: { group } }: Model): string =>
  group === 'none' ? 'in no groups' : `in groups by ${group}`

const hasSeveral = ({ snapshot }: Model): boolean => snapshot.workers.length > 1

/** Keys that sort the list and put it into groups. */
export const arrangeKeys: readonly KeyRecord[] = [
  {
    id: 'list.sort',
    keys: ['o'],
    label: 'sort',
    help: 'sort the list',
    where: 'list',
    run: ({ model, change }) => change(withDialog({ kind: 'sort', before: model().list.sort })),
    isInFooter: hasSeveral,
  },
  {
    id: 'list.fold',
    keys: ['z'],
    label: 'fold',
    help: 'fold the group, or unfold it',
    where: 'list',
    run: ({ change }) => change(toggleFold),
    isInFooter: ({ list }) => list.group !== 'none',
    isDisabled: needsGroups,
  },
  {
    id: 'list.group',
    keys: ['Z'],
    label: 'group',
    help: 'group by project, by engine, by profile, not at all',
    where: 'list',
    run: ({ model, change }) => {
      change(groupByNext)
      change(withToast({ kind: 'news', text: groupedWords(model()), nextStep: undefined, at: model().now }))
    },
    isInFooter: hasSeveral,
  },
  {
    id: 'keep',
    keys: ['enter', 'q'],
    shown: '⏎',
    label: 'keep',
    where: 'sort',
    run: ({ change }) => change(withDialog(undefined)),
    isInFooter: true,
  },
  {
    id: 'cancel',
    keys: ['escape', 'ctrl+c'],
    shown: 'esc',
    label: 'cancel',
    where: 'sort',
    run: cancel,
    isInFooter: true,
  },
  {
    id: 'next',
    keys: ['right', 'l', 'o', 'tab'],
    shown: '→',
    label: 'next',
    where: 'sort',
    run: resort((sort, model) => sortedByNext(sort, model, 1)),
    isInFooter: true,
  },
  {
    id: 'before',
    keys: ['left', 'h', 'shift+tab'],
    shown: '←',
    label: 'before',
    where: 'sort',
    run: resort((sort, model) => sortedByNext(sort, model, -1)),
    isInFooter: true,
  },
  {
    id: 'reverse',
    keys: ['r', 'up', 'down', 'j', 'k'],
    shown: 'r',
    label: 'reverse',
    where: 'sort',
    run: resort(reversed),
    isInFooter: true,
  },
]
