# What examples need beside them, from Debian's packages: pushed to the registry when asked for.
# shellcheck shell=bash

make_services() { # FOLDER
  local work=$1/work layout=$1/layout arch root
  arch=$(dpkg --print-architecture)
  root=$work/postgres
  mkdir -p "$root.packages" "$root" "$layout/blobs/sha256"
  (
    cd "$root.packages"
    apt-get -qq -o APT::Sandbox::User=root download \
      base-files dash coreutils libc6 libc-bin tzdata postgresql-15 postgresql-client-15 \
      libacl1 libattr1 libaudit1 libcap-ng0 libcap2 libcom-err2 libcrypt1 libffi8 libgcc-s1 libgcrypt20 libgmp10 \
      libgnutls30 libgpg-error0 libgssapi-krb5-2 libhogweed6 libicu72 libidn2-0 libk5crypto3 libkeyutils1 \
      libkrb5-3 libkrb5support0 libldap-2.5-0 liblz4-1 liblzma5 libnettle8 libp11-kit0 libpam0g libpcre2-8-0 \
      libpq5 libreadline8 libsasl2-2 libselinux1 libssl3 libstdc++6 libsystemd0 libtasn1-6 libtinfo6 \
      libunistring2 libxml2 libzstd1 zlib1g
    local package
    for package in *.deb; do dpkg -x "$package" "$root"; done
  )
  rm -rf "$root"/usr/share/{doc,man,lintian,locale} "$root"/usr/lib/postgresql/15/lib/{bitcode,llvmjit*}
  mkdir -p "$root/tmp" "$root/var/lib/postgresql/data"
  chmod 1777 "$root/tmp" "$root/var/lib/postgresql/data"
  [[ -e $root/bin/sh ]] || ln -s dash "$root/bin/sh"
  cp "$CLUSTER/services/entrypoint.sh" "$root/entrypoint.sh"
  printf '%s\n' root:x:0:0:root:/root:/sbin/nologin postgres:x:999:999:postgres:/var/lib/postgresql:/sbin/nologin >"$root/etc/passwd"
  printf '%s\n' root:x:0: postgres:x:999: >"$root/etc/group"
  LAYERS=() MANIFESTS=()
  image postgres:15 "$(jq -nc --arg path "$PATHS:/usr/lib/postgresql/15/bin" \
    '{Entrypoint: ["/entrypoint.sh"], User: "999", Env: ["PATH=\($path)", "LANG=C.UTF-8", "PGDATA=/var/lib/postgresql/data/pgdata"]}')" "$root"
  finish_layout
  rm -r "$work"
}
