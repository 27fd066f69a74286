import { accountOf, codexRenewal } from '../codex/renewal.ts'
import { momentOf, numberOf, objectIn, objectOf, type Renewal, textOf } from '../renewal.ts'

const key = 'openai'

/**
 * Its file has the logins of all makers. 1.18.18 renews OpenAI's at the address and by the id that codex has, and reads its file at each
 * question. Those of other makers hal hands over as they are: GitHub's last, and whose don't is renewed by each worker for itself.
 */
export const opencodeRenewal: Renewal = {
  tokenUrl: codexRenewal.tokenUrl,
  read: (file) => {
    const { type, access: token, refresh, expires, accountId } = objectOf(objectIn(file)[key])
    const access = textOf(token)
    if (type !== 'oauth' || access === undefined) return undefined
    return {
      access,
      refresh: textOf(refresh),
      expiresAt: momentOf(expires),
      account: accountOf(access) ?? textOf(accountId),
    }
  },
  question: codexRenewal.question,
  renewed: (file, answer, now) => {
    const all = objectIn(file)
    const refresh = textOf(answer['refresh_token'])
    const account = accountOf(answer['id_token']) ?? accountOf(answer.access_token)
    const own = {
      ...objectOf(all[key]),
      access: answer.access_token,
      // It takes an hour where its maker doesn't say.
      expires: now.getTime() + (numberOf(answer['expires_in']) ?? 3600) * 1000,
      ...(refresh === undefined ? {} : { refresh }),
      ...(account === undefined ? {} : { accountId: account }),
    }
    return JSON.stringify({ ...all, [key]: own })
  },
  shared: (file, around = file) => {
    const own = objectOf(objectIn(file)[key])
    const isRenewed = opencodeRenewal.read(file) !== undefined
    return JSON.stringify({
      ...objectIn(around),
      ...(key in objectIn(file) ? { [key]: isRenewed ? { ...own, refresh: '' } : own } : {}),
    })
  },
}
