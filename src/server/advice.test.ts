import { expect, test } from 'vitest'
import { examples } from '../present/failures/all.fixture.ts'
import { adviceOf } from './advice.ts'
import type { ServerContext } from './context.ts'
import { routesOf } from './routes.ts'

// Nothing is asked of a server here: routes are records.
const routes = routesOf({} as ServerContext)

/** What hal does where it is, and has no route for. */
const byHand = /^(?:attach|build-profiles|config|doctor|images|login|prune|pull|serve|tools|workers prune)\b/

/** What no server comes back with. */
const elsewhere: ReadonlySet<string> = new Set([
  'merge-conflicts',
  'not-a-terminal',
  'server-differs',
  'server-lost',
])

const all = Object.values(examples)
  .map(({ failure }) => failure)
  .filter(({ reason }) => !elsewhere.has(reason))
const said = all.flatMap((failure) =>
  [...(adviceOf(failure) ?? '').matchAll(/`([^`]+)`/g)].map(([, words = '']) => ({
    reason: failure.reason,
    words,
  })),
)

test.each(said.filter(({ words }) => words.startsWith('hal ')))(
  '$reason: `$words` has no route',
  ({ words }) => {
    expect(words.slice('hal '.length)).toMatch(byHand)
  },
)

test.each(said.filter(({ words }) => /^[A-Z]+ \//.test(words)))(
  '$reason: `$words` is a route',
  ({ words }) => {
    const [method, address = ''] = words.split(' ')
    const url = new URL(address, 'http://hal')
    const found = routes.find(
      (route) =>
        route.method === method &&
        new RegExp(`^${route.path.replaceAll(/:\w+/g, '[^/]+')}$`).test(url.pathname),
    )
    expect(found).toBeDefined()
    for (const [name, value] of url.searchParams)
      expect(found?.query?.shape[name]?.safeParse(value).success).toBe(true)
  },
)

test('a task without an agent is told of the field, and no option of a command line', () => {
  for (const able of [[], ['claude', 'codex']])
    expect(adviceOf({ reason: 'no-agent', able })).toMatch(/^(?!.*--agent).*`agent`/)
})

test.each(['unmerged-work', 'work-unknown', 'teardown-failed'] as const)(
  '%s: what is advised removes the worker, also one that runs',
  (reason) => {
    const address = /`DELETE ([^`]+)`/.exec(adviceOf(examples[reason].failure) ?? '')?.[1]
    expect(Object.fromEntries(new URL(address ?? '', 'http://hal').searchParams)).toEqual({
      ...{ force: 'yes', 'lose-work': 'yes' },
    })
  },
)

test('what is no worker’s or task’s is advised on as on a command line', () => {
  expect(adviceOf({ reason: 'unknown-key', key: 'C-', suggestion: undefined })).toMatch(
    /Keys are written as in tmux/,
  )
  expect(adviceOf({ reason: 'of-a-newer-hal' } as never)).toBe('That hal says more.')
})
