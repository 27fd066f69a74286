import { claimsOf, momentOf, numberOf, objectIn, objectOf, type Renewal, textOf } from '../renewal.ts'

/** Its program asks for new ones by itself when they are so old, whatever they say of themselves. */
const oldestMs = 8 * 24 * 60 * 60_000

/**
 * As 0.169.0's own program was seen to do it. It wants a `refresh_token` in its file, and takes an empty one. When it is refused, it reads its file
 * again, and goes on where there is a newer token of the same account; else it asks its maker with the empty one, which spends nothing.
 */
export const codexRenewal: Renewal = {
  tokenUrl: 'https://auth.openai.com/oauth/token',
  read: (file) => {
    const { tokens, last_refresh: last } = objectIn(file)
    const { access_token: token, refresh_token: refresh, account_id: account } = objectOf(tokens)
    const access = textOf(token)
    if (access === undefined) return undefined
    const ends = [secondsOf(claimsOf(access)['exp']), Date.parse(textOf(last) ?? '') + oldestMs]
    const end = Math.min(...ends.filter((at) => at !== undefined && !Number.isNaN(at)).map(Number))
    return {
      access,
      refresh: textOf(refresh),
      expiresAt: momentOf(end),
      account: accountOf(access) ?? textOf(account),
    }
  },
  question: (_, refresh) => ({
    client_id: openaiClient,
    grant_type: 'refresh_token',
    refresh_token: refresh,
  }),
  renewed: (file, answer, now) => {
    const all = objectIn(file)
    const refresh = textOf(answer['refresh_token'])
    const id = textOf(answer['id_token'])
    const account = accountOf(answer.access_token)
    const tokens = {
      ...objectOf(all['tokens']),
      access_token: answer.access_token,
      ...(refresh === undefined ? {} : { refresh_token: refresh }),
      ...(id === undefined ? {} : { id_token: id }),
      ...(account === undefined ? {} : { account_id: account }),
    }
    return JSON.stringify({ ...all, tokens, last_refresh: now.toISOString() })
  },
  shared: (file, around = file) => {
    const { tokens, last_refresh } = objectIn(file)
    return JSON.stringify({
      ...objectIn(around),
      tokens: { ...objectOf(tokens), refresh_token: '' },
      last_refresh,
    })
  },
}

const openaiClient = 'app_EMoamEEZ73f0CkXaXp7hrann'

export const accountOf = (token: unknown): string | undefined =>
  textOf(objectOf(claimsOf(token)['https://api.openai.com/auth'])['chatgpt_account_id'])

const secondsOf = (value: unknown): number | undefined => {
  const seconds = numberOf(value)
  return seconds === undefined ? undefined : seconds * 1000
}
