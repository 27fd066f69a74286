import type { HostGit } from './host-git.ts'
import type { Repository } from './repository.ts'

/** What a clone of it lacks, in sentences for the person: none of it stops a worker. */
export async function remarksOn(
  git: HostGit,
  { path }: Repository,
  base: string,
): Promise<readonly string[]> {
  const [modules, large] = await Promise.all([
    git.run(path, ['cat-file', '-e', `${base}:.gitmodules`]),
    git.run(path, ['grep', '--quiet', 'filter=lfs', base, '--', '.gitattributes', '**/.gitattributes']),
  ])
  return [
    modules.ok && modules.value.exitCode === 0
      ? ['its submodules are empty folders: `git submodule update --init` inside fetches them']
      : [],
    large.ok && large.value.exitCode === 0
      ? [
          'files that git LFS keeps are pointers in it, unless its image has git-lfs and their server lets it in',
        ]
      : [],
  ].flat()
}
