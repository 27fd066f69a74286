import type { WorkspaceFailure } from '../../workspace/workspace-failure.ts'
import type { Examples } from './examples.fixture.ts'

export const workspaceExamples: Examples<WorkspaceFailure> = {
  'no-git-here': {
    failure: { reason: 'no-git-here' },
    exitCode: 1,
    httpStatus: 500,
    text: 'hal: there is no git on this machine, and a clone of your repository needs one.\n     Install git, or let the worker work on the folder itself with --workspace bind.\n',
  },
  'git-refused': {
    failure: { reason: 'git-refused', what: 'fetch', detail: 'fatal: bad object' },
    exitCode: 1,
    httpStatus: 500,
    text: 'hal: git did not fetch: fatal: bad object.\n',
  },
  'not-a-repository': {
    failure: { reason: 'not-a-repository', path: '/home/me/notes' },
    exitCode: 2,
    httpStatus: 400,
    text: 'hal: /home/me/notes is in no git repository, so there is nothing to clone.\n     Go to a repository or name one with --workspace; without --branch a worker works on the folder itself.\n',
  },
  'repository-unfit': {
    failure: { reason: 'repository-unfit', path: '/home/me/project', why: 'empty' },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: /home/me/project has no commit yet, so nothing can begin there.\n     Commit something first, or let the worker work on the folder itself with --workspace bind.\n',
  },
  'no-such-base': {
    failure: { reason: 'no-such-base', base: 'v9', path: '/home/me/project' },
    exitCode: 2,
    httpStatus: 400,
    text: 'hal: /home/me/project has no commit "v9".\n     Name a branch, a tag or a commit that is there with --base; `git fetch` brings those of elsewhere.\n',
  },
  'bad-branch': {
    failure: { reason: 'bad-branch', branch: 'a..b' },
    exitCode: 2,
    httpStatus: 400,
    text: 'hal: "a..b" can\'t be a branch\'s name.\n     Choose one without blanks, `..`, `~`, `^`, `:` and a dash in front, like ada/fix-login.\n',
  },
  'branch-exists': {
    failure: { reason: 'branch-exists', branch: 'ada/fix', base: 'v1' },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: the branch ada/fix exists, and it is not at v1.\n     Leave --base out to go on where the branch is, or choose another name.\n',
  },
  'branch-blocked': {
    failure: { reason: 'branch-blocked', branch: 'ada/fix', by: 'ada' },
    exitCode: 2,
    httpStatus: 409,
    text: "hal: git can't have the branch ada/fix beside your branch ada.\n     Choose another name.\n",
  },
  'engine-elsewhere': {
    failure: { reason: 'engine-elsewhere', kind: 'clone' },
    exitCode: 1,
    httpStatus: 501,
    text: "hal: the engine is on another machine, which can't see a workspace of the kind clone that hal makes on this one.\n     Use an engine on this machine.\n",
  },
  'workspace-unmade': {
    failure: { reason: 'workspace-unmade', path: '/data/ada-1', detail: 'EACCES' },
    exitCode: 1,
    httpStatus: 500,
    text: 'hal: the workspace /data/ada-1 could not be made: EACCES.\n     See to it that you may write there, or name another folder in HAL_DATA.\n',
  },
  'setup-failed': {
    failure: { reason: 'setup-failed', name: 'ada', exitCode: 2, lastLines: ['npm: no lock file'] },
    exitCode: 1,
    httpStatus: 500,
    text: "hal: the setup of ada's workspace ended with 2, so it was not started.\n       npm: no lock file\n     The commands stand under `setup` in the config: `hal config show` says in which.\n",
  },
  'workspace-left': {
    failure: { reason: 'workspace-left', name: 'ada', path: '/data/ada-1', detail: 'EACCES' },
    exitCode: 1,
    httpStatus: 500,
    text: 'hal: ada is removed, and its workspace /data/ada-1 could not be: EACCES.\n     Remove the folder by hand; as root, where files in it are another user’s.\n',
  },
  'no-git-in-image': {
    failure: { reason: 'no-git-in-image', name: 'ada', image: 'alpine:3' },
    exitCode: 1,
    httpStatus: 422,
    text: "hal: alpine:3 has no git, and without one nobody can look into ada's workspace.\n     Use an image with git: every profile of hal’s has it, such as --profile base.\n",
  },
  'no-branch': {
    failure: { reason: 'no-branch', name: 'ada', kind: 'bind' },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: ada works on your own folder, so what it did is there already.\n     `hal workers start NAME --branch BRANCH` in a repository gives a worker a branch of its own.\n',
  },
  'repository-gone': {
    failure: { reason: 'repository-gone', name: 'ada', path: '/home/me/project' },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: the repository that ada works for is not at /home/me/project any more.\n     Bring it back there; the worker has its work still.\n',
  },
  'off-branch': {
    failure: { reason: 'off-branch', name: 'ada', branch: 'ada/fix', head: 'main' },
    exitCode: 1,
    httpStatus: 409,
    text: "hal: ada has main checked out, and not ada/fix, so it is not clear what is to be pulled.\n     Let it go back, and take what it did along: `hal send ada --window shell 'git switch ada/fix && git merge -'`.\n",
  },
  'merge-unfinished': {
    failure: { reason: 'merge-unfinished', name: 'ada' },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: ada is in the middle of a merge, so nothing was committed or pulled.\n     Let it finish, or look: `hal attach ada`.\n',
  },
  'bundle-refused': {
    failure: { reason: 'bundle-refused', name: 'ada', detail: 'it has no branch ada/fix' },
    exitCode: 1,
    httpStatus: 422,
    text: 'hal: what ada handed out as its branch was refused: it has no branch ada/fix. Nothing of it was taken.\n     `hal diff ada` shows its work; be careful with what it did to its repository.\n',
  },
  'branch-unkept': {
    failure: {
      ...{ reason: 'branch-unkept', name: 'ada', path: '/home/me/.local/share/hal' },
      detail: 'ENOSPC: no space left on device, write',
    },
    exitCode: 1,
    httpStatus: 500,
    text: "hal: ada's branch could not be written down in /home/me/.local/share/hal: ENOSPC: no space left on device, write. Nothing of it was taken, and the worker has it still.\n     Make room there, or see to it that you may write there, and pull again.\n",
  },
  'branch-moved-on': {
    failure: { reason: 'branch-moved-on', branch: 'ada/fix' },
    exitCode: 1,
    httpStatus: 409,
    text: "hal: your branch ada/fix has commits that the worker's hasn't, so it was left as it is.\n     Give yours another name (`git branch -m ada/fix ada/fix-mine`) and pull again.\n",
  },
  'branch-not-from-there': {
    failure: {
      ...{ reason: 'branch-not-from-there', name: 'ada', branch: 'ada/fix' },
      server: 'https://fleet.example.com',
    },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: your branch ada/fix was not pulled from ada on https://fleet.example.com, so it was left as it is.\n     Give yours another name (`git branch -m ada/fix ada/fix-mine`) and pull again.\n',
  },
  'branch-checked-out': {
    failure: { reason: 'branch-checked-out', branch: 'ada/fix', path: '/home/me/project' },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: ada/fix is checked out in /home/me/project, so it was left as it is.\n     Switch to another branch there (`git switch -`) and pull again.\n',
  },
  'pull-elsewhere': {
    failure: {
      ...{ reason: 'pull-elsewhere', name: 'ada', branch: 'ada/fix', base: '1c4f77d'.padEnd(40, '0') },
      ...{ path: '/home/me/project', server: 'https://fleet.example.com' },
    },
    exitCode: 2,
    httpStatus: 409,
    text: "hal: /home/me/project has no commit 1c4f77d, at which ada's branch ada/fix on https://fleet.example.com began.\n     Go to your clone of the repository that ada works for, or `git fetch` in this one if it is that.\n",
  },
  'merge-elsewhere': {
    failure: { reason: 'merge-elsewhere', name: 'ada', path: '/home/me/project' },
    exitCode: 2,
    httpStatus: 409,
    text: 'hal: ada works for /home/me/project, and this is not that repository.\n     Merge there; `hal pull` works from anywhere.\n',
  },
  'merge-refused': {
    failure: {
      reason: 'merge-refused',
      path: '/home/me/project',
      why: 'in-the-way',
      files: ['a', 'b'],
    },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: nothing was merged: /home/me/project has files that git does not know and the merge would overwrite: a, b.\n     Move them away, and try again.\n',
  },
  'merge-conflicts': {
    failure: {
      reason: 'merge-conflicts',
      ...{ name: 'ada', branch: 'ada/fix', into: 'main', head: '3f9c2a1', files: ['a', 'b'] },
    },
    exitCode: 1,
    httpStatus: 409,
    text: "hal: ada/fix and main conflict in a, b. Nothing was merged; the branch is in your repository.\n     Solve it here (`git merge ada/fix`), or let ada do it: `hal send ada 'git merge 3f9c2a1'`.\n",
  },
  'unmerged-work': {
    failure: {
      reason: 'unmerged-work',
      ...{ name: 'ada', isPullable: true, files: ['new.txt'], isMore: true },
      commits: [{ id: '3f9c2a1', subject: 'Fix the login' }],
    },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: ada has work that is nowhere else, so it was not removed:\n       3f9c2a1 Fix the login\n       not committed: new.txt\n       … and more\n     `hal pull ada` brings it home; `hal workers remove ada --force` gives it up.\n',
  },
  'work-unknown': {
    failure: { reason: 'work-unknown', name: 'ada', why: 'no-repository-inside' },
    exitCode: 1,
    httpStatus: 409,
    text: "hal: ada was not removed, as it can't be said whether it has work that is nowhere else: its workspace is no git repository any more.\n     `hal workers remove ada --force` removes it with all that it has.\n",
  },
  'teardown-failed': {
    failure: { reason: 'teardown-failed', name: 'ada', exitCode: 1, lastLines: ['no such db'] },
    exitCode: 1,
    httpStatus: 500,
    text: "hal: the teardown of ada's workspace ended with 1, so it was not removed.\n       no such db\n     `hal workers remove ada --force` removes it all the same.\n",
  },
  'no-repository-inside': {
    failure: { reason: 'no-repository-inside', name: 'ada' },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: what ada works on is no git repository, so nobody can say what was changed.\n     `hal workers start NAME --branch BRANCH` in a repository gives a worker a clone of it.\n',
  },
  'git-refused-inside': {
    failure: {
      reason: 'git-refused-inside',
      name: 'ada',
      what: 'check out its files',
      detail: 'fatal: bad object HEAD',
    },
    exitCode: 1,
    httpStatus: 500,
    text: 'hal: the git in ada did not check out its files: fatal: bad object HEAD.\n     `hal attach ada --window shell` lets you look.\n',
  },
}
