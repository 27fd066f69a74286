import { expect, test } from 'vitest'
import { type ImageSettings, resolveImage } from './resolve.ts'

const defaultProfile = 'base'

const all: ImageSettings = {
  session: 'session',
  tasks: { default: 'any', claude: 'for-claude', 'my-agent': 'for-mine' },
}

test.each<[string, 'session' | 'task', string | undefined, ImageSettings, string, string]>([
  ['a session takes the session’s', 'session', undefined, all, 'session', 'TTYD_IMAGE'],
  ['a session takes no agent’s', 'session', 'claude', all, 'session', 'TTYD_IMAGE'],
  ['a task takes its agent’s', 'task', 'claude', all, 'for-claude', 'TASK_IMAGE_CLAUDE'],
  ['an agent’s name is a variable’s', 'task', 'my-agent', all, 'for-mine', 'TASK_IMAGE_MY_AGENT'],
  ['in any case', 'task', 'Claude', all, 'for-claude', 'TASK_IMAGE_CLAUDE'],
  ['another agent takes the default', 'task', 'codex', all, 'any', 'TASK_IMAGE_DEFAULT'],
  ['no agent takes the default', 'task', undefined, all, 'any', 'TASK_IMAGE_DEFAULT'],
  ['without a default, the session’s', 'task', 'codex', { ...all, tasks: {} }, 'session', 'TTYD_IMAGE'],
  [
    'an empty value counts as none',
    'task',
    'codex',
    { session: 's', tasks: { codex: '', default: ' ' } },
    's',
    'TTYD_IMAGE',
  ],
])('%s', (_, mode, agent, settings, image, from) => {
  expect(resolveImage({ mode, agent }, { settings, defaultProfile })).toMatchObject({
    ok: true,
    value: { image, from },
  })
})

test('the chain names every place in its order, and what it has', () => {
  expect(resolveImage({ mode: 'task', agent: 'codex' }, { settings: all, defaultProfile })).toMatchObject({
    value: {
      chain: [
        { name: 'TASK_IMAGE_CODEX', key: 'images.tasks.codex', image: undefined, isEmpty: false },
        { name: 'TASK_IMAGE_DEFAULT', key: 'images.tasks.default', image: 'any', isEmpty: false },
        { name: 'TTYD_IMAGE', key: 'images.session', image: 'session', isEmpty: false },
      ],
    },
  })
  expect(resolveImage({ mode: 'task', agent: 'MY_agent' }, { settings: all, defaultProfile })).toMatchObject({
    value: { chain: [{ key: 'images.tasks.my-agent' }, {}, {}] },
  })
})

test.each([
  ['session', ['TTYD_IMAGE']],
  ['task', ['TASK_IMAGE_CODEX', 'TASK_IMAGE_DEFAULT', 'TTYD_IMAGE']],
] as const)('a %s for which nobody named one fails with what was tried', (mode, tried) => {
  const settings = { session: '', tasks: {} }
  expect(resolveImage({ mode, agent: 'codex' }, { settings, defaultProfile })).toMatchObject({
    ok: false,
    failure: {
      ...{ reason: 'no-image-chosen', mode, tried, usual: 'base' },
      chain: tried.map((name) => ({ name, isEmpty: name === 'TTYD_IMAGE' })),
    },
  })
})
