/** What a command begins with that is to find this folder on a disk that takes no writes, root's neither; others still write there. Root's alone. */
export const onReadOnly = (folder: string): readonly string[] => [
  ...['unshare', '--mount', 'sh', '-ec'],
  'mount --bind "$0" "$0"; mount -o remount,bind,ro "$0"; exec "$@"',
  folder,
]
