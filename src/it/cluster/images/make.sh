# The images for the tests, as one OCI layout: no public image is needed, or reached.
# shellcheck shell=bash

PATHS=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

make_images() { # FOLDER
  local work=$1/work layout=$1/layout arch jre
  arch=$(dpkg --print-architecture)
  jre=/usr/lib/jvm/java-17-openjdk-$arch
  mkdir -p "$work"/{pause,script} "$layout/blobs/sha256"

  gcc -static -Os -Wall -o "$1/pause" "$CLUSTER/images/pause.c"
  cp "$1/pause" "$work/pause"
  image pause:1 '{"Entrypoint": ["/pause"], "User": "65535"}' "$work/pause"

  unpack_jre "$work/jre" "$jre"
  # As distroless images are: no shell, no tar, not root.
  image jre:17 "$(jre_config "$jre" | jq '.User = "65532"')" "$work/jre"
  # As eclipse-temurin is: root, by not naming a user, and Java in /opt.
  image jre-root:17 "$(jre_config /opt/java/openjdk)" "$work/jre"

  printf '#!/bin/sh\nexec "$@"\n' >"$work/script/entrypoint.sh"
  chmod +x "$work/script/entrypoint.sh"
  image script:1 "{\"Entrypoint\": [\"/entrypoint.sh\"], \"Env\": [\"PATH=$PATHS\"]}" "$work/script"

  finish_layout
  rm -r "$work"
}

jre_config() { # JAVA_HOME
  jq -n --arg home "$1" --arg path "$PATHS" '{Env: ["JAVA_HOME=\($home)", "PATH=\($home)/bin:\($path)", "LANG=C.UTF-8"]}'
}

unpack_jre() { # ROOT JAVA_HOME
  mkdir -p "$1" "$1.packages"
  (
    cd "$1.packages"
    apt-get -qq -o APT::Sandbox::User=root download \
      base-files libc6 libgcc-s1 libstdc++6 zlib1g tzdata ca-certificates openjdk-17-jre-headless
    local package
    for package in *.deb; do dpkg -x "$package" "$1"; done
  )
  rm -rf "$1"/usr/share/{doc,man,lintian,locale}
  mkdir -p "$1"/{tmp,opt/java,home/nonroot}
  chmod 1777 "$1/tmp"
  chown 65532:65532 "$1/home/nonroot"
  ln -s "$2" "$1/opt/java/openjdk"
  printf '%s\n' root:x:0:0:root:/root:/sbin/nologin nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin >"$1/etc/passwd"
  printf '%s\n' root:x:0: nonroot:x:65532: >"$1/etc/group"
  share_classes "$1" "$2"
  [[ ! -e $1/bin/sh && ! -e $1/bin/tar ]]
}

# The archive of the JDK's own classes, which other JREs ship and Debian makes when it installs
# one: without it a JVM takes twice as long to start.
share_classes() {
  unshare --mount "$BASH" -euc '
    mkdir -p "$1/proc"
    mount -t proc proc "$1/proc"
    chroot "$1" "$2/bin/java" -Xshare:dump
    chroot "$1" "$2/bin/java" -version' share "$1" "$2"
}

# --- The OCI layout. image NAME:TAG CONFIG ROOT; images of the same root share its layer.

declare -A LAYERS=() # of a root: its descriptor and diff id
MANIFESTS=()

image() {
  [[ -v LAYERS[$3] ]] || LAYERS[$3]=$(layer "$3")
  local config manifest
  config=$(jq -nc --arg arch "$arch" --argjson config "$2" --argjson layer "${LAYERS[$3]}" '{
    created: "2026-01-01T00:00:00Z", architecture: $arch, os: "linux", config: $config,
    rootfs: {type: "layers", diff_ids: [$layer.diff]}, history: [{created_by: "src/it/cluster"}]}')
  config=$(blob application/vnd.oci.image.config.v1+json < <(printf '%s' "$config"))
  manifest=$(jq -nc --argjson config "$config" --argjson layer "${LAYERS[$3]}" '{
    schemaVersion: 2, mediaType: "application/vnd.oci.image.manifest.v1+json",
    config: $config, layers: [$layer.descriptor]}')
  manifest=$(blob application/vnd.oci.image.manifest.v1+json < <(printf '%s' "$manifest"))
  MANIFESTS+=("$(jq -c --arg name "$1" '.annotations["org.opencontainers.image.ref.name"] = $name' <<<"$manifest")")
}

layer() { # ROOT: prints {descriptor, diff}
  local tar=$1.tar
  tar -C "$1" --sort=name --mtime=@0 --numeric-owner -cf "$tar" .
  local diff descriptor
  diff=sha256:$(sha256sum <"$tar" | cut -d' ' -f1)
  descriptor=$(blob application/vnd.oci.image.layer.v1.tar+gzip < <(gzip -nc -6 "$tar"))
  jq -nc --argjson descriptor "$descriptor" --arg diff "$diff" '{descriptor: $descriptor, diff: $diff}'
}

blob() { # MEDIA-TYPE: stores standard input, prints its descriptor
  local file=$layout/blobs/blob.part digest
  cat >"$file"
  digest=$(sha256sum "$file" | cut -d' ' -f1)
  mv "$file" "$layout/blobs/sha256/$digest"
  jq -nc --arg type "$1" --arg digest "sha256:$digest" --argjson size "$(stat -c %s "$layout/blobs/sha256/$digest")" \
    '{mediaType: $type, digest: $digest, size: $size}'
}

finish_layout() {
  echo '{"imageLayoutVersion": "1.0.0"}' >"$layout/oci-layout"
  printf '%s\n' "${MANIFESTS[@]}" | jq -s '{schemaVersion: 2, manifests: .}' >"$layout/index.json"
}
