import { columnNames } from '../dashboard-list.ts'
import { list, text, yesOrNo } from './from-text.ts'
import type { KeyForm } from './key-form.ts'

/** The dashboard. */
export const dashboardKeys: readonly KeyForm[] = [
  {
    path: 'dashboard.theme',
    variables: ['HAL_DASHBOARD_THEME'],
    isWidening: true,
    description: 'The dashboard’s colours.',
    expected: 'dark, light, contrast or colorblind',
    default: 'dark',
    fromText: text,
  },
  {
    path: 'dashboard.mouse',
    variables: ['HAL_DASHBOARD_MOUSE'],
    isWidening: true,
    description: 'Whether clicks and the wheel are for the dashboard; otherwise they are the terminal’s own.',
    expected: 'true or false',
    default: 'true',
    fromText: yesOrNo,
  },
  {
    path: 'dashboard.keys',
    variables: [],
    isWidening: true,
    description: 'Other keys for what the dashboard does.',
    expected:
      'keys by the id of what they do, such as { "worker.stop": "X", "list.down": ["j", "ctrl+n"] }; an empty list: none',
    default: 'none: the keys of docs/dashboard.md',
    fromText: text,
  },
  {
    path: 'dashboard.columns',
    variables: ['HAL_DASHBOARD_COLUMNS'],
    isWidening: true,
    description: 'The dashboard’s columns beside the worker’s name, in this order; none: those that fit.',
    expected: `a list of ${columnNames.join(', ')}`,
    default: 'those that fit',
    fromText: list,
  },
  {
    path: 'dashboard.sort',
    variables: ['HAL_DASHBOARD_SORT'],
    isWidening: true,
    description: 'What the dashboard’s list is sorted by; a `-` before it turns it round.',
    expected: 'attention, name or the name of a column',
    default: 'attention',
    fromText: text,
  },
  {
    path: 'dashboard.group',
    variables: ['HAL_DASHBOARD_GROUP'],
    isWidening: true,
    description: 'What the dashboard’s list is grouped by.',
    expected: 'none, project, engine or profile',
    default: 'none',
    fromText: text,
  },
  {
    path: 'dashboard.notify',
    variables: [],
    isWidening: true,
    description: 'How the dashboard tells you of a worker that needs you while you look elsewhere.',
    expected:
      'some of { bell, desktop, title: true or false; command: a program and its arguments; webhook: an address; states: { waiting, limited, failed, done: true or false }; quiet: hours such as "22:00-07:00" }',
    default: 'bell, desktop and title, for all states',
    fromText: text,
  },
]
