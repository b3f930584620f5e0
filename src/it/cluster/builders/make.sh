# What builds images from Dockerfiles, as Debian has it: unpacked, so that nothing of it is
# installed or runs unasked. Its libraries come with skopeo.
# shellcheck shell=bash

make_builders() { # FOLDER
  mkdir "$1/packages" "$1/bin"
  (
    cd "$1/packages"
    download_builders || { apt-get -qq update && download_builders; }
    local package
    for package in *.deb; do dpkg -x "$package" "$1/root"; done
  )
  rm -r "$1/packages"
  ln -s ../root/usr/bin/docker ../root/usr/sbin/dockerd "$1/bin"
  cat >"$1/bin/buildah" <<'END'
#!/usr/bin/env bash
root=$(dirname "$(readlink -f "$0")")/../root
export LD_LIBRARY_PATH=$(echo "$root"/usr/lib/*-linux-gnu)
exec "$root/usr/bin/buildah" "$@"
END
  chmod +x "$1/bin/buildah"
  "$1/bin/buildah" version
  "$1/bin/dockerd" --version
}

download_builders() {
  apt-get -qq -o APT::Sandbox::User=root download docker.io buildah libsubid4
}
