import type { HostGit } from './host-git.ts'

/** Who a person is to git. */
export interface Identity {
  readonly name: string | undefined
  readonly email: string | undefined
}

/** As they are in that repository of theirs, or in general. A folder that workers write is not asked. */
export async function readIdentity(git: HostGit, repository: string | undefined): Promise<Identity> {
  const scope = repository === undefined ? ['--global'] : []
  const asked = await git.run(repository ?? '/', [
    ...['config', ...scope, '--null', '--includes', '--get-regexp', '^user\\.(name|email)$'],
  ])
  const said = new Map(
    (asked.ok ? asked.value.stdout : '').split('\0').map((entry) => {
      const at = entry.indexOf('\n')
      return [entry.slice(0, at), entry.slice(at + 1)] as const
    }),
  )
  return { name: said.get('user.name'), email: said.get('user.email') }
}

/**
 * The system's config inside a worker: the image's own, then who the person is. A repository's config and the worker's own come over it.
 * Whoever owns the files, all of a worker is one user's.
 */
export const gitConfigOf = ({ name, email }: Identity): string =>
  [
    '[include]',
    '\tpath = /etc/gitconfig',
    '[safe]',
    '\tdirectory = *',
    ...(name === undefined && email === undefined ? [] : ['[user]']),
    ...(name === undefined ? [] : [`\tname = ${quoted(name)}`]),
    ...(email === undefined ? [] : [`\temail = ${quoted(email)}`]),
    '',
  ].join('\n')

const quoted = (text: string): string =>
  `"${text.replaceAll(/[\r\n\0]/g, ' ').replaceAll(/[\\"]/g, (character) => `\\${character}`)}"`
