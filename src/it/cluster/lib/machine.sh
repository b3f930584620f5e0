# What this machine must have.
# shellcheck shell=bash

# Each is a command or a file, and the Debian package to install where it is missing. By what it
# provides and not by package: Docker's containerd.io brings containerd and runc as well.
NEEDS=(
  containerd:containerd ctr:containerd runc:runc /usr/lib/cni/ptp:containernetworking-plugins
  docker-registry:docker-registry skopeo:skopeo iptables:iptables ip:iproute2 nsenter:util-linux
  openssl:openssl curl:curl jq:jq gcc:gcc /usr/include/stdlib.h:libc6-dev
)
GO_VERSION=1.24.0 # what the modules ask for

cmd_require() {
  [[ $(uname -s) == Linux ]] || cannot "it needs Linux"
  [[ $(id -u) == 0 ]] || cannot "it needs root: a container runtime, namespaces and mounts"
  unshare --mount --net --pid --fork true 2>/dev/null || cannot "this machine forbids new namespaces"
  { make_cgroups probe && remove_cgroups probe; } 2>/dev/null || cannot "this machine has no writable cgroups"
  require_go
  local need missing=()
  for need in "${NEEDS[@]}"; do
    provides "${need%%:*}" || missing+=("${need#*:}")
  done
  [[ ${#missing[@]} == 0 ]] || install_packages "${missing[@]}"
}

cannot() {
  echo "node: cannot run a cluster here: $*"
  exit 3
}

require_go() {
  command -v go >/dev/null || cannot "Go is not on the PATH; it builds Kubernetes"
  local version toolchain
  version=$(go env GOVERSION)
  toolchain=$(go env GOTOOLCHAIN) # unless `local`, Go fetches the version that a module asks for
  [[ $toolchain != local || $(printf '%s\n' "$GO_VERSION" "${version#go}" | sort -V | head -n 1) == "$GO_VERSION" ]] ||
    cannot "Go is ${version#go}; it needs $GO_VERSION or later"
}

provides() {
  if [[ $1 == /* ]]; then
    [[ -e $1 ]]
  else
    command -v "$1" >/dev/null
  fi
}

install_packages() {
  command -v apt-get >/dev/null || cannot "missing, and no apt-get to install it: $*"
  stage "install $*"
  local log
  log=$(mktemp)
  if ! without_services apt_install "$@" >"$log" 2>&1; then
    tail -n 5 "$log" >&2
    rm "$log"
    cannot "apt-get could not install $*"
  fi
  rm "$log"
}

# --no-remove: rather fail than replace, say, a Docker that the machine already has.
apt_install() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get -qq update && apt-get -qq install -y --no-install-recommends --no-remove "$@"
}

# Otherwise containerd and docker-registry start as services, and the latter takes our port.
without_services() {
  local policy=/usr/sbin/policy-rc.d status=0
  [[ ! -e $policy ]] || policy=$(mktemp) # the machine has its own: let that stand
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
  "$@" || status=$?
  rm "$policy"
  return "$status"
}

# cgroups NAME: the folders of this group, in cgroup v2 or in each hierarchy of v1.
cgroups() {
  local root=/sys/fs/cgroup hierarchy
  if [[ -f $root/cgroup.controllers ]]; then
    echo "$root/dev-it-$1"
    return
  fi
  for hierarchy in "$root"/*; do
    [[ ! -f $hierarchy/cgroup.procs ]] || echo "$hierarchy/dev-it-$1"
  done
}

make_cgroups() {
  local folders
  mapfile -t folders < <(cgroups "$1")
  [[ ${#folders[@]} -gt 0 ]] && mkdir -p "${folders[@]}"
}

remove_cgroups() {
  local folder
  for folder in $(cgroups "$1"); do
    [[ ! -d $folder ]] || find "$folder" -depth -type d -exec rmdir {} \;
  done
}
