/**
 * What a command begins with that is to find itself on a machine that is no container, wherever tests run: the same files, but for what engines
 * leave at the root of a container. Root's alone.
 */
export const onBareMachine: readonly string[] = [
  ...['unshare', '--mount', 'sh', '-ec'],
  `root=$(mktemp -d)
mount -t tmpfs none "$root"
for one in /*; do
  if [ -L "$one" ]; then cp -P "$one" "$root$one"
  elif [ -d "$one" ]; then mkdir "$root$one"; mount --rbind "$one" "$root$one"
  fi
done
exec chroot "$root" "$@"`,
  'sh',
]
