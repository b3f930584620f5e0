# The node's own namespaces of processes, mounts and network. Its first process is the one handle:
# when that ends, the kernel ends every other process in them, and with the last one go the
# mounts, interfaces and iptables rules. Nothing that the node does can leak out, even if all of
# this is killed.
# shellcheck shell=bash

# A record for each process: its id and start time, which no other process shares. Not in STATE:
# `mvn clean` may delete that while the node runs, and `down` must still find it.
RUN=/run/dev-it/$ID

record() { printf '%s %s\n' "$1" "$(started "$1")" >"$RUN/$2"; } # PID NAME

# Nothing for a zombie: it has ended, though its parent may not have looked yet.
started() { awk '$3 != "Z" {print $22}' "/proc/$1/stat" 2>/dev/null || true; }

# recorded NAME: prints the id, if that process still runs.
recorded() {
  local pid time
  read -r pid time 2>/dev/null <"$RUN/$1" || return 1
  [[ -n $time && $(started "$pid") == "$time" ]] && echo "$pid"
}

running() { recorded "$1" >/dev/null; }

open_space() {
  mkdir -p "$STATE"/{log,var} "$STATE"/var/{lib,log,cache,tmp}
  ln -sfn /run "$STATE/var/run"
  make_cgroups "$ID"
  STATE=$STATE CACHE=$CACHE FIRST=$(entry images)/pause RECORDS=$RUN \
    detached space unshare --fork --pid --mount --net "$BASH" "$CLUSTER/lib/first"
  record $! space
  await space 10 running first
}

close_space() {
  local process
  ! running first || kill -KILL "$(recorded first)"
  for process in "$RUN"/*; do # those that entered it from outside end by themselves, soon
    stop "$(basename "$process")"
  done
}

# detached LOG-NAME COMMAND…: in the background, in a process group of its own, without our lock.
detached() {
  local log=$STATE/log/$1.log
  shift
  setsid "$@" >"$log" 2>&1 </dev/null 9>&- &
  disown # or bash reports its end as a job's
}

# Not `ip netns exec`, which mounts a /sys without the cgroups.
inside() { nsenter --target "$(recorded first)" --net --mount --pid "$@"; }

# start NAME COMMAND…: a daemon inside the node. The record is that of nsenter, which ends with it.
start() {
  local name=$1
  shift
  detached "$name" nsenter --target "$(recorded first)" --net --mount --pid "$@"
  record $! "$name"
}

# relay NAME HERE THERE: from a port of this machine's loopback to one of the node's. Only its
# process namespace is the node's, so that it ends with it.
relay() {
  local first
  first=$(recorded first)
  detached "$1" nsenter --target "$first" --pid "$(entry go)/relay" "127.0.0.1:$2" "/proc/$first/ns/net" "127.0.0.1:$3"
  record $! "$1"
  await "$1" 10 grep -q listening "$STATE/log/$1.log"
}

# stop NAME: ends the process group, so nsenter and what it started.
stop() {
  local pid
  pid=$(recorded "$1") || return 0
  kill -KILL -- "-$pid" 2>/dev/null || true # has just ended
  until ! running "$1"; do sleep 0.02; done
}

# await NAME SECONDS COMMAND…: until the command succeeds; NAME is the daemon to blame if not.
await() {
  local name=$1 limit=$((SECONDS + $2))
  shift 2
  FAILURE_LOG=$STATE/log/$name.log
  until "$@" >/dev/null 2>&1; do
    running "$name" || die "$name ended"
    [[ $SECONDS -lt $limit ]] || die "$name: no success in time of: $*"
    sleep 0.1
  done
  FAILURE_LOG=''
}
