import { momentOf, numberOf, objectIn, objectOf, type Renewal, textOf } from '../renewal.ts'

const key = 'claudeAiOauth'

/**
 * As 2.1.330's own program does it: the address, the id and the words are in it (`TOKEN_URL`, `CLIENT_ID`). With `refreshToken: null` it was seen to
 * work and to renew nothing, and to use a new file, behind a link too, from its next question on, also after a refusal. An empty one
 * means to it that the login is over.
 */
export const claudeRenewal: Renewal = {
  tokenUrl: 'https://platform.claude.com/v1/oauth/token',
  read: (file) => {
    const own = objectOf(objectIn(file)[key])
    const access = textOf(own['accessToken'])
    if (access === undefined) return undefined
    return {
      access,
      refresh: textOf(own['refreshToken']),
      expiresAt: momentOf(own['expiresAt']),
      account: textOf(own['accountUuid']),
    }
  },
  question: (file, refresh) => {
    const { clientId, scopes } = objectOf(objectIn(file)[key])
    return {
      grant_type: 'refresh_token',
      refresh_token: refresh,
      client_id: textOf(clientId) ?? '9d1c250a-e61b-44d9-88ed-5944d1962f5e',
      ...(Array.isArray(scopes) ? { scope: scopes.join(' ') } : {}),
    }
  },
  renewed: (file, answer, now) => {
    const all = objectIn(file)
    // So says its maker; where it doesn't, an hour is safe.
    const lifeS = numberOf(answer['expires_in']) ?? 3600
    const wholeLifeS = numberOf(answer['refresh_token_expires_in'])
    const refresh = textOf(answer['refresh_token'])
    const scope = textOf(answer['scope'])
    const account = textOf(objectOf(answer['account'])['uuid'])
    const organization = textOf(objectOf(answer['organization'])['uuid'])
    const own = {
      ...objectOf(all[key]),
      accessToken: answer.access_token,
      expiresAt: now.getTime() + lifeS * 1000,
      ...(refresh === undefined ? {} : { refreshToken: refresh }),
      ...(wholeLifeS === undefined ? {} : { refreshTokenExpiresAt: now.getTime() + wholeLifeS * 1000 }),
      ...(scope === undefined ? {} : { scopes: scope.split(' ') }),
      ...(account === undefined ? {} : { accountUuid: account }),
      ...(organization === undefined ? {} : { organizationUuid: organization }),
    }
    return JSON.stringify({ ...all, [key]: own })
  },
  shared: (file, around = file) =>
    JSON.stringify({ ...objectIn(around), [key]: { ...objectOf(objectIn(file)[key]), refreshToken: null } }),
}
