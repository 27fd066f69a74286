import type { WorkspaceFailure } from '../../workspace/workspace-failure.ts'
import type { Sentences } from './sentence.ts'

const unfit = {
  empty: {
    what: 'has no commit yet, so nothing can begin there.',
    next: 'Commit something first, or let the worker work on the folder itself with --workspace bind.',
  },
  partial: {
    what: 'is a partial clone: objects are missing in it that a worker could not fetch.',
    next: 'Complete it (`git fetch --refetch --no-filter`, then unset its promisor), or use --workspace bind.',
  },
} as const

const whyRefused = {
  dirty: {
    what: 'has changes that are not committed',
    next: 'Commit or stash them (`git stash`), and try again.',
  },
  unfinished: {
    what: 'is in the middle of a merge, a rebase or a cherry-pick',
    next: 'Finish or abort it; `git status` says how.',
  },
  detached: {
    what: 'has no branch checked out',
    next: 'Switch to the branch to merge into (`git switch main`).',
  },
  bare: { what: 'has no work tree', next: '`hal pull` brings the branch; merge it in a clone.' },
  'in-the-way': {
    what: 'has files that git does not know and the merge would overwrite:',
    next: 'Move them away, and try again.',
  },
} as const

const unknownWords: Readonly<Record<string, string>> = {
  'no-git-in-image': 'its image has no git',
  'no-repository-inside': 'its workspace is no git repository any more',
}

/** The first of them. */
const some = (files: readonly string[]): string =>
  files.length > 10 ? `${files.slice(0, 10).join(', ')} and ${files.length - 10} more` : files.join(', ')

/** What git says, its blank lines left out. Some of its words end with a command to be copied, which no full stop may touch. */
function sentence(detail: string): string {
  const lines = detail.split('\n').filter((line) => line.trim() !== '')
  const last = lines.at(-1) ?? ''
  const isCommand = lines.length > 1 && /^\s/.test(last)
  return lines.join('\n') + (isCommand || last.endsWith('.') ? '' : '.')
}

export const workspaceSentences: Sentences<WorkspaceFailure> = {
  'no-git-here': () => ({
    what: 'there is no git on this machine, and a clone of your repository needs one.',
    next: 'Install git, or let the worker work on the folder itself with --workspace bind.',
    exitCode: 1,
    httpStatus: 500,
  }),
  'git-refused': ({ what, detail }) => ({
    what: `git did not ${what}: ${sentence(detail)}`,
    exitCode: 1,
    httpStatus: 500,
  }),
  'not-a-repository': ({ path }) => ({
    what: `${path} is in no git repository, so there is nothing to clone.`,
    next: 'Go to a repository or name one with --workspace; without --branch a worker works on the folder itself.',
    exitCode: 2,
    httpStatus: 400,
  }),
  'repository-unfit': ({ path, why }) => ({
    what: `${path} ${unfit[why].what}`,
    next: unfit[why].next,
    exitCode: 1,
    httpStatus: 409,
  }),
  'no-such-base': ({ base, path }) => ({
    what: `${path} has no commit ${JSON.stringify(base)}.`,
    next: 'Name a branch, a tag or a commit that is there with --base; `git fetch` brings those of elsewhere.',
    exitCode: 2,
    httpStatus: 400,
  }),
  'bad-branch': ({ branch }) => ({
    what: `${JSON.stringify(branch)} can't be a branch's name.`,
    next: 'Choose one without blanks, `..`, `~`, `^`, `:` and a dash in front, like ada/fix-login.',
    exitCode: 2,
    httpStatus: 400,
  }),
  'branch-exists': ({ branch, base }) => ({
    what: `the branch ${branch} exists, and it is not at ${base}.`,
    next: 'Leave --base out to go on where the branch is, or choose another name.',
    exitCode: 1,
    httpStatus: 409,
  }),
  'branch-blocked': ({ branch, by }) => ({
    what: `git can't have the branch ${branch} beside your branch ${by}.`,
    next: 'Choose another name.',
    exitCode: 2,
    httpStatus: 409,
  }),
  'engine-elsewhere': ({ kind }) => ({
    what: `the engine is on another machine, which can't see a workspace of the kind ${kind} that hal makes on this one.`,
    next: 'Use an engine on this machine.',
    exitCode: 1,
    httpStatus: 501,
  }),
  'workspace-unmade': ({ path, detail }) => ({
    what: `the workspace ${path} could not be made: ${detail}.`,
    next: 'See to it that you may write there, or name another folder in HAL_DATA.',
    exitCode: 1,
    httpStatus: 500,
  }),
  'setup-failed': ({ name, exitCode, lastLines }) => ({
    what: `the setup of ${name}'s workspace ended with ${exitCode}, so it was not started.`,
    why: lastLines.map((line) => `  ${line}`),
    next: 'The commands stand under `setup` in the config: `hal config show` says in which.',
    exitCode: 1,
    httpStatus: 500,
  }),
  'workspace-left': ({ name, path, detail }) => ({
    what: `${name} is removed, and its workspace ${path} could not be: ${detail}.`,
    next: 'Remove the folder by hand; as root, where files in it are another user’s.',
    exitCode: 1,
    httpStatus: 500,
  }),
  'no-git-in-image': ({ name, image }) => ({
    what: `${image} has no git, and without one nobody can look into ${name}'s workspace.`,
    next: 'Use an image with git: every profile of hal’s has it, such as --profile base.',
    exitCode: 1,
    httpStatus: 422,
  }),
  'no-branch': ({ name, kind }) => ({
    what:
      kind === 'bind'
        ? `${name} works on your own folder, so what it did is there already.`
        : `${name} has no branch of a repository of yours, so there is none to bring home.`,
    next: '`hal workers start NAME --branch BRANCH` in a repository gives a worker a branch of its own.',
    exitCode: 1,
    httpStatus: 409,
  }),
  'repository-gone': ({ name, path }) => ({
    what: `the repository that ${name} works for is not at ${path} any more.`,
    next: 'Bring it back there; the worker has its work still.',
    exitCode: 1,
    httpStatus: 409,
  }),
  'off-branch': ({ name, branch, head }) => ({
    what: `${name} has ${head === '' ? 'no branch' : head} checked out, and not ${branch}, so it is not clear what is to be pulled.`,
    next: `Let it go back, and take what it did along: \`hal send ${name} --window shell 'git switch ${branch} && git merge -'\`.`,
    exitCode: 1,
    httpStatus: 409,
  }),
  'merge-unfinished': ({ name }) => ({
    what: `${name} is in the middle of a merge, so nothing was committed or pulled.`,
    next: `Let it finish, or look: \`hal attach ${name}\`.`,
    exitCode: 1,
    httpStatus: 409,
  }),
  'bundle-refused': ({ name, detail }) => ({
    what: `what ${name} handed out as its branch was refused: ${detail}. Nothing of it was taken.`,
    next: `\`hal diff ${name}\` shows its work; be careful with what it did to its repository.`,
    exitCode: 1,
    httpStatus: 422,
  }),
  'branch-unkept': ({ name, path, detail }) => ({
    what: `${name}'s branch could not be written down in ${path}: ${sentence(detail)} Nothing of it was taken, and the worker has it still.`,
    next: 'Make room there, or see to it that you may write there, and pull again.',
    exitCode: 1,
    httpStatus: 500,
  }),
  'branch-moved-on': ({ branch }) => ({
    what: `your branch ${branch} has commits that the worker's hasn't, so it was left as it is.`,
    next: `Give yours another name (\`git branch -m ${branch} ${branch}-mine\`) and pull again.`,
    exitCode: 1,
    httpStatus: 409,
  }),
  'branch-not-from-there': ({ name, branch, server }) => ({
    what: `your branch ${branch} was not pulled from ${name} on ${server}, so it was left as it is.`,
    next: `Give yours another name (\`git branch -m ${branch} ${branch}-mine\`) and pull again.`,
    exitCode: 1,
    httpStatus: 409,
  }),
  'branch-checked-out': ({ branch, path }) => ({
    what: `${branch} is checked out in ${path}, so it was left as it is.`,
    next: 'Switch to another branch there (`git switch -`) and pull again.',
    exitCode: 1,
    httpStatus: 409,
  }),
  'pull-elsewhere': ({ name, branch, base, path, server }) => ({
    what:
      path === undefined
        ? `you are in no git repository, and ${name}'s branch ${branch} on ${server} needs yours to come to.`
        : `${path} has no commit ${base.slice(0, 7)}, at which ${name}'s branch ${branch} on ${server} began.`,
    next: `Go to your clone of the repository that ${name} works for${path === undefined ? '' : ', or `git fetch` in this one if it is that'}.`,
    exitCode: 2,
    httpStatus: 409,
  }),
  'merge-elsewhere': ({ name, path }) => ({
    what: `${name} works for ${path}, and this is not that repository.`,
    next: 'Merge there; `hal pull` works from anywhere.',
    exitCode: 2,
    httpStatus: 409,
  }),
  'merge-refused': ({ path, why, files }) => ({
    what: `nothing was merged: ${path} ${whyRefused[why].what}${files.length === 0 ? '' : ` ${some(files)}`}.`,
    next: whyRefused[why].next,
    exitCode: 1,
    httpStatus: 409,
  }),
  'merge-conflicts': ({ name, branch, into, head, files }) => ({
    what: `${branch} and ${into} conflict in ${some(files)}. Nothing was merged; the branch is in your repository.`,
    next: `Solve it here (\`git merge ${branch}\`), or let ${name} do it: \`hal send ${name} 'git merge ${head.slice(0, 12)}'\`.`,
    exitCode: 1,
    httpStatus: 409,
  }),
  'unmerged-work': ({ name, isPullable, files, commits, isMore }) => ({
    what: `${name} has work that is nowhere else, so it was not removed:`,
    why: [
      ...commits.map(({ id, subject }) => `  ${id} ${subject}`),
      ...files.map((file) => `  not committed: ${file}`),
      ...(isMore ? ['  … and more'] : []),
    ],
    next: `${isPullable ? `\`hal pull ${name}\` brings it home` : `Push it from inside (\`hal attach ${name} --window shell\`)`}; \`hal workers remove ${name} --force\` gives it up.`,
    exitCode: 1,
    httpStatus: 409,
  }),
  'work-unknown': ({ name, why }) => ({
    what: `${name} was not removed, as it can't be said whether it has work that is nowhere else: ${unknownWords[why] ?? 'its git gave no answer'}.`,
    next: `\`hal workers remove ${name} --force\` removes it with all that it has.`,
    exitCode: 1,
    httpStatus: 409,
  }),
  'teardown-failed': ({ name, exitCode, lastLines }) => ({
    what: `the teardown of ${name}'s workspace ${exitCode === undefined ? 'took too long' : `ended with ${exitCode}`}, so it was not removed.`,
    why: lastLines.map((line) => `  ${line}`),
    next: `\`hal workers remove ${name} --force\` removes it all the same.`,
    exitCode: 1,
    httpStatus: 500,
  }),
  'no-repository-inside': ({ name }) => ({
    what: `what ${name} works on is no git repository, so nobody can say what was changed.`,
    next: '`hal workers start NAME --branch BRANCH` in a repository gives a worker a clone of it.',
    exitCode: 1,
    httpStatus: 409,
  }),
  'git-refused-inside': ({ name, what, detail, isGone = false }) => ({
    what: `the git in ${name} did not ${what}: ${sentence(detail)}`,
    next: isGone
      ? 'No worker was started, and nothing is left of it.'
      : `\`hal attach ${name} --window shell\` lets you look.`,
    exitCode: 1,
    httpStatus: 500,
  }),
}
