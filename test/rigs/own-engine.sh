#!/usr/bin/env bash
# A dockerd in namespaces of its own: own-engine.sh CALLERS_NETWORK FOLDER DISK [OPTION…], under unshare --net --mount --pid --fork.
# Reads from stdin: `start` starts it, `kill` is kill -9. When stdin ends, so does this shell, and being the first process of its
# namespace it takes everything along: the engine, its workers, its mounts.
set -u

# A second dockerd in the machine's own network takes the first one's bridge away, and its workers' network with it.
callers=$1 own=$(readlink /proc/self/ns/net)
if ! [[ $callers =~ ^net:\[[0-9]+\]$ && $own =~ ^net:\[[0-9]+\]$ && $own != "$callers" ]]; then
  echo "own-engine: this is the network of the machine itself (${own:-unknown}), and a second dockerd would break its first one's; not started" >&2
  exit 78
fi

folder=$2 disk=$3
shift 3
# What the machine's own engine keeps there is out of reach: its socket, and a containerd that this dockerd would share.
mount -t tmpfs tmpfs /run || exit
# DISK is its size in bytes; empty: the machine's own.
if [ -n "$disk" ]; then
  mkdir "$folder/data" && mount -t tmpfs -o "size=$disk" tmpfs "$folder/data" || exit
fi
busybox ip link set lo up || exit

while read -r order; do
  case $order in
    start)
      # As a service manager or a boot does: their numbers may be another process's by now.
      rm -f "$folder/pid" "$folder/exec/containerd/containerd.pid"
      dockerd "$@" &
      daemon=$!
      ;;
    kill)
      containerd=$(cat "$folder/exec/containerd/containerd.pid" 2>/dev/null)
      kill -KILL "$daemon"
      wait "$daemon" 2>/dev/null
      # The kernel ends a containerd with its dockerd, a moment later; the next dockerd must not meet it.
      [ -z "$containerd" ] || timeout 10 tail --pid "$containerd" --sleep-interval 0.02 --follow /dev/null
      echo killed
      ;;
  esac
done
