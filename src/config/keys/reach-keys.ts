import { list, text, yesOrNo } from './from-text.ts'
import type { KeyForm } from './key-form.ts'

/** How far workers, and projects, reach. */
export const reachKeys: readonly KeyForm[] = [
  {
    path: 'mounts',
    variables: [],
    isWidening: true,
    description: 'Folders of yours that every worker sees.',
    expected:
      'a list of { source, target, isReadOnly }, target an absolute path (read-only unless said otherwise)',
    default: 'none',
    fromText: text,
  },
  {
    path: 'network',
    variables: ['HAL_NETWORK'],
    isWidening: true,
    description: 'The network that workers are on.',
    expected: 'the name of a network',
    default: 'hal',
    fromText: text,
    fromAnyText: (network) => ({ network }),
  },
  {
    path: 'allowRoot',
    variables: ['HAL_ALLOW_ROOT'],
    isWidening: true,
    description: 'Whether workers may be started as root.',
    expected: 'true or false',
    default: 'false',
    fromText: yesOrNo,
  },
  {
    path: 'allowNoIsolation',
    variables: ['HAL_ALLOW_NO_ISOLATION'],
    isWidening: true,
    description: 'Whether the process engine may be used where hal runs in no container.',
    expected: 'true or false',
    default: 'false',
    fromText: yesOrNo,
  },
  {
    path: 'profiles',
    variables: ['HAL_PROFILES'],
    isWidening: false,
    ofProject: 'inside itself',
    description:
      'Folders with further profiles, one folder a profile in each. In a project’s config: inside the project.',
    expected: 'a list of folders',
    default: 'none',
    fromText: list,
  },
]
