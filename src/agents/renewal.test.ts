import { describe, expect, test } from 'vitest'
import { claudeRenewal } from './claude/renewal.ts'
import { codexRenewal } from './codex/renewal.ts'
import { opencodeRenewal } from './opencode/renewal.ts'

const now = new Date('2026-11-01T12:00:00Z')
const jwt = (claims: object) => `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`
const openai = (account: string, exp: number) =>
  jwt({ exp, 'https://api.openai.com/auth': { chatgpt_account_id: account } })
const soon = now.getTime() / 1000 + 864_000

const files = {
  claude: {
    claudeAiOauth: {
      ...{
        accessToken: 'a1',
        refreshToken: 'r1',
        expiresAt: now.getTime(),
        scopes: ['user:inference', 'user:profile'],
      },
      ...{ subscriptionType: 'max', accountUuid: 'me' },
    },
    mcpOAuth: { some: 1 },
  },
  codex: {
    OPENAI_API_KEY: null,
    tokens: { id_token: jwt({}), access_token: openai('me', soon), refresh_token: 'r1', account_id: 'me' },
    last_refresh: '2026-11-01T12:00:00Z',
  },
  opencode: {
    openai: {
      type: 'oauth',
      refresh: 'r1',
      access: openai('me', soon),
      expires: now.getTime(),
      accountId: 'me',
    },
    'github-copilot': { type: 'oauth', refresh: 'gho', access: 'tid', expires: 0 },
    openrouter: { type: 'api', key: 'k' },
  },
}
const renewals = { claude: claudeRenewal, codex: codexRenewal, opencode: opencodeRenewal }
const each = (['claude', 'codex', 'opencode'] as const).map(
  (agent) => [agent, renewals[agent], JSON.stringify(files[agent])] as const,
)
const answer = {
  ...{
    access_token: openai('me', soon + 100),
    refresh_token: 'r2',
    expires_in: 28_800,
    id_token: jwt({ id: 2 }),
  },
  scope: 'user:inference',
  account: { uuid: 'me' },
}

describe.each(each)('the file of %s', (_, renewal, file) => {
  test('says what is in it, and whose it is', () => {
    expect(renewal.read(file)).toMatchObject({ refresh: 'r1', account: 'me', expiresAt: expect.any(Date) })
  })

  test('is renewed with what was answered', () => {
    const renewed = renewal.renewed(file, answer, now)
    expect(renewal.read(renewed)).toMatchObject({ access: answer.access_token, refresh: 'r2', account: 'me' })
  })

  test('keeps its refresh token where none is answered', () => {
    const renewed = renewal.renewed(file, { access_token: 'a2' }, now)
    expect(renewal.read(renewed)).toMatchObject({ access: 'a2', refresh: 'r1' })
  })

  test('goes to workers without what renews it, and around it stays what they keep', () => {
    const shared = renewal.shared(file)
    expect(shared).not.toContain('r1')
    expect(renewal.read(shared)).toEqual({ ...renewal.read(file), refresh: undefined })
    const around = JSON.parse(renewal.shared(file, '{"theirs":1,"claudeAiOauth":{},"tokens":{},"openai":{}}'))
    expect(around).toMatchObject({ theirs: 1 })
    expect(renewal.read(JSON.stringify(around))).toEqual(renewal.read(shared))
  })

  test('of another shape, or none at all, has no tokens', () => {
    for (const other of ['', '[]', 'null', '{}', '{"tokens":3,"openai":"x","claudeAiOauth":[]}', '\u0000'])
      expect(renewal.read(other)).toBeUndefined()
  })

  test('whose tokens say nothing of themselves never ends', () => {
    const bare = {
      claudeAiOauth: { accessToken: 'x' },
      tokens: { access_token: 'x' },
      openai: { type: 'oauth', access: 'x' },
    }
    expect(renewal.read(JSON.stringify(bare))).toEqual({
      ...{ access: 'x', refresh: undefined, expiresAt: undefined, account: undefined },
    })
  })
})

test('claude asks with its own scopes, and keeps what is beside its tokens', () => {
  expect(claudeRenewal.question(JSON.stringify(files.claude), 'r1')).toEqual({
    grant_type: 'refresh_token',
    refresh_token: 'r1',
    client_id: '9d1c250a-e61b-44d9-88ed-5944d1962f5e',
    scope: 'user:inference user:profile',
  })
  const renewed = JSON.parse(claudeRenewal.renewed(JSON.stringify(files.claude), answer, now))
  expect(renewed).toMatchObject({
    mcpOAuth: { some: 1 },
    claudeAiOauth: {
      expiresAt: now.getTime() + 28_800_000,
      subscriptionType: 'max',
      scopes: ['user:inference'],
    },
  })
  // An empty one would mean to it that the login is over.
  expect(JSON.parse(claudeRenewal.shared(JSON.stringify(renewed))).claudeAiOauth.refreshToken).toBeNull()
})

test('codex’s tokens end when it would ask for new ones by itself, if that is sooner', () => {
  const old = { ...files.codex, last_refresh: '2026-10-25T12:00:00Z' }
  expect(codexRenewal.read(JSON.stringify(old))?.expiresAt?.toISOString()).toBe('2026-11-02T12:00:00.000Z')
  const renewed = JSON.parse(codexRenewal.renewed(JSON.stringify(old), answer, now))
  expect(renewed).toMatchObject({ OPENAI_API_KEY: null, last_refresh: now.toISOString() })
  expect(JSON.parse(codexRenewal.shared(JSON.stringify(renewed))).tokens.refresh_token).toBe('')
})

test('opencode’s logins at other makers are handed over as they are', () => {
  const shared = JSON.parse(opencodeRenewal.shared(JSON.stringify(files.opencode)))
  expect(shared).toMatchObject({
    'github-copilot': files.opencode['github-copilot'],
    openrouter: { key: 'k' },
  })
  const key = { openai: { type: 'api', key: 'k' } }
  expect(opencodeRenewal.read(JSON.stringify(key))).toBeUndefined()
  expect(JSON.parse(opencodeRenewal.shared(JSON.stringify(key)))).toEqual(key)
})
