# What the user reads: one line for each stage, and the end of the log of what failed.
# shellcheck shell=bash

stage() { printf 'node: %3ds  %s\n' "$SECONDS" "$*"; }

die() {
  printf 'node: %s\n' "$*" >&2
  exit 1
}

# What to do when a command fails, besides ending: show this log, then call this function.
FAILURE_LOG='' ON_FAILURE=''
trap 'finish $?' EXIT
trap 'exit 130' INT TERM # as a failure: an interrupted `up` leaves nothing running

finish() {
  trap - EXIT
  [[ $1 != 0 ]] || return 0
  if [[ -f $FAILURE_LOG ]]; then
    printf 'node: failed; the end of %s:\n' "$FAILURE_LOG" >&2
    tail -n 20 "$FAILURE_LOG" >&2
  fi
  [[ -z $ON_FAILURE ]] || "$ON_FAILURE"
  exit "$1"
}

# quietly LOG COMMAND…: its output goes to the log. Not for conditions, where bash suspends `set -e`.
quietly() {
  FAILURE_LOG=$1
  shift
  ("$@") >"$FAILURE_LOG" 2>&1
  FAILURE_LOG=''
}
