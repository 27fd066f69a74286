import { expect, test } from 'vitest'
import { filesInDiff } from './files-in-diff.ts'

const diff = [
  'diff --git a/src/a b.ts b/src/a b.ts',
  'index 1..2 100644',
  '--- a/src/a b.ts\t',
  '+++ b/src/a b.ts\t',
  '@@ -1,3 +1,3 @@',
  ' one',
  '--- two',
  '+++ b/two',
  '+diff --git a/x b/x',
  '@@ -9 +9 @@',
  '-nine',
  'diff --git a/new b/new',
  'new file mode 100644',
  '--- /dev/null',
  '+++ b/new',
  '@@ -0,0 +1 @@',
  '+x',
  'diff --git a/old b/old',
  'deleted file mode 100644',
  '--- a/old',
  '+++ /dev/null',
  '@@ -1 +0,0 @@',
  '-x',
  'diff --git a/was b/is',
  'similarity index 100%',
  'rename from was',
  'rename to is',
  'diff --git a/x b/y.png b/x b/y.png',
  'new file mode 100644',
  'Binary files /dev/null and b/x b/y.png differ',
  'diff --git a/run.sh b/run.sh',
  'old mode 100644',
  'new mode 100755',
  '',
].join('\n')

test('each file of a diff has its name, its numbers, what happened to it and where it begins', () => {
  const words = filesInDiff(diff).map(({ path, added, removed, note, at }) =>
    [at, `+${added}`, `-${removed}`, path, note ?? ''].join(' ').trim(),
  )
  expect(words).toEqual([
    '0 +2 -2 src/a b.ts',
    '11 +1 -0 new new',
    '17 +0 -1 old removed',
    '23 +0 -0 is from was',
    '27 +0 -0 x b/y.png new, binary',
    '30 +0 -0 run.sh',
  ])
  expect(filesInDiff('')).toEqual([])
})
