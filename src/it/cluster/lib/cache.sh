# What is made once and kept: each entry is a folder named after the content of what makes it.
# shellcheck shell=bash

KUBERNETES=1.34.4

# All of it, also what only some tests need.
cmd_build() {
  build_node
  cached builders make_builders
  cached services make_services
}

build_node() {
  cmd_require
  cached go make_binaries
  cached images make_images
  cached tools make_tools
}

# What users have beside a cluster, for the tests that need them: prints the folder.
cmd_tools() {
  require_go
  cached tools make_tools >&2
  printf '%s\n' "$(entry tools)"
}

# What users without our plugin build images by: prints the folder.
cmd_builders() {
  cmd_require >&2
  cached builders make_builders >&2
  printf '%s/bin\n' "$(entry builders)"
}

# What examples need beside them: in the registry of the running node afterwards.
cmd_services() {
  cmd_require >&2
  cached services make_services >&2
  push_image "$(entry services)" postgres:15 >&2
}

# The public API of OpenShift, as its Go module has it: prints the folder.
cmd_schemas() {
  require_go >&2
  cd "$CLUSTER/schemas"
  go mod download >&2
  go list -m -f '{{.Dir}}' github.com/openshift/api
}

entry() { printf '%s/%s-%s' "$CACHE" "$1" "$(fingerprint "$CLUSTER/$1")"; }

fingerprint() { (cd "$1" && find . -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -c1-12); }

# cached NAME MAKER: has MAKER fill the entry of the folder NAME, unless this or another process did.
cached() {
  local folder lock
  folder=$(entry "$1")
  [[ ! -d $folder ]] || return 0
  mkdir -p "$CACHE"
  exec {lock}>"$CACHE/$1.lock"
  flock "$lock"
  if [[ ! -d $folder ]]; then
    stage "build $1, once (log: $CACHE/$1.log)"
    rm -rf "$folder.part"
    mkdir "$folder.part"
    quietly "$CACHE/$1.log" "$2" "$folder.part"
    mv "$folder.part" "$folder"
  fi
  exec {lock}>&-
}

make_binaries() {
  local version=k8s.io/component-base/version # without it the API server calls itself v0.0.0-master
  compile node "$1" "-X $version.gitVersion=v$KUBERNETES -X $version.gitMajor=1 -X $version.gitMinor=34"
  compile etcd "$1"
  compile dns "$1"
  compile relay "$1"
}

make_tools() {
  cd "$CLUSTER/tools"
  go build -trimpath -ldflags "-s -w -X k8s.io/component-base/version.gitVersion=v$KUBERNETES" -o "$1/kubectl" ./kubectl
  go build -trimpath -ldflags "-s -w" -o "$1/helm" helm.sh/helm/v3/cmd/helm
}

compile() { # NAME FOLDER [LINKER-FLAGS]
  cd "$CLUSTER/go/$1"
  go build -trimpath -ldflags "-s -w ${3:-}" -o "$2/$1" .
}
