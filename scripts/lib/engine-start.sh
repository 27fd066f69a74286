# shellcheck shell=bash
# Starting the machine's own engine: by systemd where it runs the machine, else by hand in a process session of its own.

engine_run_dir=${HAL_ENGINE_RUN_DIR:-/var/run}
engine_pid_file=$engine_run_dir/docker.pid
containerd_pid_file=$engine_run_dir/docker/containerd/containerd.pid
engine_wait_s=${HAL_ENGINE_WAIT_S:-90}

start_engine() {
  if [ -d /run/systemd/system ]; then start_engine_by_systemd; else start_engine_by_hand; fi
}

start_engine_by_systemd() {
  step "starting docker (systemctl start docker)"
  local log
  log=$(state_file systemctl.log)
  if within 120 systemctl start docker >"$log" 2>&1 && wait_until "$engine_wait_s" engine_answers; then return 0; fi
  fail "docker did not start." "$(journalctl -u docker -n 12 --no-pager -o cat 2>/dev/null || tail_of "$log")" \
    "Repair it (journalctl -u docker says more), and run this again."
  return 1
}

start_engine_by_hand() {
  # One may be on its way already, up (its package or somebody else started it a moment ago) or down.
  if is_running "$engine_pid_file" dockerd; then
    step 'waiting for the dockerd that is starting or ending'
    wait_until "$engine_wait_s" answers_or_gone && engine_answers && return 0
  fi
  if is_running "$engine_pid_file" dockerd; then
    local pid
    pid=$(cat "$engine_pid_file")
    fail "dockerd runs (pid $pid) but did not answer within ${engine_wait_s} s." \
      "$(dockerd_complaints)" "Stop it (kill $pid), and run this again."
    return 1
  fi
  forget_dead_engine
  mount_cgroups || return 1

  local log
  log=$(state_file dockerd.log)
  step "starting dockerd (its log: $log)"
  local options=(--host "unix://$engine_socket")
  # dockerd refuses an option that its file has too.
  grep -qs '"live-restore"' "$engine_config" || options+=(--live-restore)
  grep -qs '"hosts"' "$engine_config" && options=("${options[@]:2}")
  # shellcheck disable=SC2086 # more options, each a word
  setsid nohup dockerd "${options[@]}" ${HAL_ENGINE_OPTIONS:-} </dev/null >"$log" 2>&1 &
  local child=$!
  if wait_until "$engine_wait_s" answers_or_ended "$child" && engine_answers; then return 0; fi
  fail "dockerd did not come up." "What it said last:" "$(dockerd_complaints)" \
    "The whole log is $log. Repair what it names, and run this again."
  return 1
}

# dockerd narrates; what went wrong stands between many lines that say info.
dockerd_complaints() { grep -vsE 'level=(info|debug)' "$(state_file dockerd.log)" | tail -n 6 | cut -c 1-400; }

answers_or_gone() { ! is_running "$engine_pid_file" dockerd || engine_answers; }
answers_or_ended() { ! kill -0 "$1" 2>/dev/null || engine_answers; }

# is_running PID_FILE COMMAND: a pid file outlives its process, and the number may be another's by now.
is_running() {
  local pid
  pid=$(cat "$1" 2>/dev/null) && [ -n "$pid" ] && [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "$2" ]
}

# A killed dockerd leaves its pid files, and its containerd ends a moment after it: a new one that starts in between gives up.
forget_dead_engine() {
  is_running "$engine_pid_file" dockerd || rm -f "$engine_pid_file"
  wait_until 5 containerd_is_gone || kill "$(cat "$containerd_pid_file")" 2>/dev/null
  wait_until 5 containerd_is_gone && rm -f "$containerd_pid_file"
  return 0
}
containerd_is_gone() { ! is_running "$containerd_pid_file" containerd; }

# Limits need control groups; a machine whose init mounts none gets them from Debian's own helper.
mount_cgroups() {
  [ -e /sys/fs/cgroup/cgroup.controllers ] || [ -d /sys/fs/cgroup/memory ] || [ -d /sys/fs/cgroup/devices ] && return 0
  apt_install cgroupfs-mount && cgroupfs-mount
}
