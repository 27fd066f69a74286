import { fail, ok, type Result } from '../../lib/result.ts'
import type { Web, WebFailure } from '../../lib/web.ts'
import type { Pin } from '../declare/pins.ts'
import type { ToolSource } from '../declare/recipe.ts'
import { isOfLine } from '../declare/versions.ts'
import type { Asking, Newest } from './newest.ts'
import { newestInNpm } from './newest-in-npm.ts'
import { githubProject, newestOnGithub } from './newest-on-github.ts'

/** A place that knows what is newest of a tool. */
export interface Maker {
  /** In words for people. */
  readonly where: string
  ask(asking: Asking): Promise<Result<Newest, WebFailure>>
}

/** Who knows what is newest of a tool; `undefined`: there is no place to ask. */
export function makerOf(source: ToolSource, pin: Pin): Maker | undefined {
  if (source.kind === 'npm')
    return { where: 'npm', ask: (asking) => newestInNpm(source.package, pin, asking) }
  const { newest } = pin
  const project = githubProject(newest ?? source.url)
  if (project !== undefined)
    return {
      where: 'GitHub releases',
      ask: ({ web }) => newestOnGithub({ project, url: source.url, line: pin.line }, web),
    }
  return newest === undefined
    ? undefined
    : { where: new URL(newest).host, ask: ({ web }) => newestInText(newest, pin, web) }
}

/** The first line's version: `v1.34.3`, `go1.25.5`. */
async function newestInText(address: string, { line }: Pin, web: Web): Promise<Result<Newest, WebFailure>> {
  const answer = await web.text(address, { maxBytes: 1024 ** 2 })
  if (!answer.ok) return answer
  const [version] = /\d+(\.\d+)+(?:[+-][\w.+-]+)?/.exec(answer.value.split('\n', 1)[0] ?? '') ?? []
  if (version === undefined) return fail({ address, why: 'its first line has no version', status: 200 })
  return isOfLine(version, line)
    ? ok({ version, sums: {} })
    : fail({ address, why: `it says ${version}, which is not of the line ${line}`, status: 200 })
}
