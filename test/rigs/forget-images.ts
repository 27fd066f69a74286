import { docker, dockerTry } from './hal.ts'

/** Removes the images with `part` in one of their names, and those of such profiles that lost theirs to a newer build. */
export async function forgetImages(part: string): Promise<void> {
  const names = (await docker('image', 'ls', '--format', '{{.Repository}}:{{.Tag}}')).split('\n')
  const mine = names.filter((name) => name.includes(part))
  if (mine.length > 0) await docker('image', 'rm', '--force', ...mine)
  const nameless = ['--filter', 'dangling=true', '--filter', 'label=dev.hal.profile']
  const ids = (await docker('image', 'ls', '--quiet', ...nameless)).split('\n').filter((id) => id !== '')
  for (const id of ids) {
    // Others' tests remove theirs meanwhile.
    const format = '{{index .Config.Labels "dev.hal.profile"}}'
    const { stdout } = await dockerTry('image', 'inspect', '--format', format, id)
    if (stdout.includes(part)) await docker('image', 'rm', '--force', id)
  }
}
