import { fail, ok, type Result } from '../../lib/result.ts'
import type { Web, WebFailure } from '../../lib/web.ts'
import { isOfLine, isRelease, isWord, newestOf } from '../declare/versions.ts'
import type { Newest } from './newest.ts'

/** `https://github.com/coder/code-server/releases/…` → `coder/code-server`. */
export const githubProject = (url: string): string | undefined =>
  /^https:\/\/github\.com\/([\w.-]+\/[\w.-]+)\/releases/.exec(url)?.[1]

/** What GitHub calls the latest release; with a line, the newest of that line among the last hundred. */
export async function newestOnGithub(
  wanted: { readonly project: string; readonly url: string; readonly line: string | undefined },
  web: Web,
): Promise<Result<Newest, WebFailure>> {
  const { project, url, line } = wanted
  const releases = `https://api.github.com/repos/${project}/releases`
  const address = line === undefined ? `${releases}/latest` : `${releases}?per_page=100`
  const answer = await web.text(address, { accept: 'application/vnd.github+json' })
  if (!answer.ok) return answer
  const versions = tagsIn(answer.value)
    .flatMap((tag) => versionIn(tag, url) ?? [])
    .filter((version) => isOfLine(version, line) && isWord(version))
  const version = line === undefined ? versions[0] : newestOf(versions.filter(isRelease))
  return version === undefined
    ? fail({ address, why: 'it names no release that would be fetched', status: 200 })
    : ok({ version, sums: {} })
}

function tagsIn(text: string): readonly string[] {
  try {
    const parsed: unknown = JSON.parse(text)
    return [parsed].flat().flatMap((release) => {
      const { tag_name: tag, draft, prerelease } = Object(release) as Record<string, unknown>
      return typeof tag === 'string' && draft !== true && prerelease !== true ? [tag] : []
    })
  } catch {
    return []
  }
}

/** A tag names a version as the address of the archive does; where that has none, with a `v` or without. */
function versionIn(tag: string, url: string): string | undefined {
  const [, template] = /\/releases\/download\/([^/]*\{version\}[^/]*)\//.exec(url) ?? []
  if (template === undefined) return /^v?(\d.*)$/.exec(tag)?.[1]
  const [before = '', behind = ''] = template.split('{version}')
  const isLike = tag.startsWith(before) && tag.endsWith(behind) && tag.length > before.length + behind.length
  return isLike ? tag.slice(before.length, tag.length - behind.length) : undefined
}
