/** Why a file can't be read, in words without a full stop; of what no file system says, its own words. */
export const readRefusal = (error: unknown): string =>
  wordsOf(error, {
    ENOENT: 'there is no such file',
    ENOTDIR: 'there is no such file',
    EACCES: 'you may not read it',
    EPERM: 'you may not read it',
    EISDIR: 'it is a folder',
    ELOOP: 'its links lead in a circle',
  })

/** The same of one that can't be written. */
export const writeRefusal = (error: unknown): string =>
  wordsOf(error, {
    ENOENT: 'there is no such folder',
    ENOTDIR: 'there is no such folder',
    EACCES: 'you may not write there',
    EPERM: 'you may not write there',
    EROFS: 'the disk is read-only',
    EEXIST: 'it is there already',
    EISDIR: 'it is a folder',
    ENOSPC: 'the disk is full',
  })

function wordsOf(error: unknown, words: Readonly<Record<string, string>>): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
  return code === undefined ? String(error) : (words[code] ?? code)
}
