# Keys, certificates and kubeconfigs. They outlive `down`, so that a kubeconfig stays valid.
# shellcheck shell=bash

PKI=$STATE/pki

make_pki() {
  [[ ! -f $PKI/complete ]] || return 0
  rm -rf "$PKI"
  mkdir -p "$PKI"
  chmod 700 "$PKI"
  openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=dev-it -keyout "$PKI/ca.key" -out "$PKI/ca.crt"
  openssl genrsa -out "$PKI/service-accounts.key" 2048
  openssl rsa -in "$PKI/service-accounts.key" -pubout -out "$PKI/service-accounts.pub"
  local services=DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,IP:10.96.0.1
  certificate apiserver /CN=kube-apiserver "$services,DNS:localhost,IP:127.0.0.1,IP:10.88.0.1"
  certificate kubelet /O=system:nodes/CN=system:node:devnode DNS:devnode,IP:10.88.0.1
  certificate admin /O=system:masters/CN=admin
  certificate kube-controller-manager /CN=system:kube-controller-manager
  certificate kube-scheduler /CN=system:kube-scheduler
  certificate kube-proxy /CN=system:kube-proxy
  local component
  for component in kubelet kube-controller-manager kube-scheduler kube-proxy; do
    kubeconfig "$component" 6443 >"$PKI/$component.conf"
  done
  kubeconfig admin 6443 >"$PKI/admin-inside.conf"
  touch "$PKI/complete"
}

cmd_kubeconfig() { # USER [GROUP…]
  [[ -f $PKI/complete ]] || die "no cluster in $STATE"
  local user=$1 subject='' group
  [[ $user != */* ]] || die "a user's name becomes a file's name: no slash"
  shift
  for group in "$@"; do subject+=/O=$group; done
  quietly "$STATE/log/pki.log" certificate "user-$user" "$subject/CN=$user"
  kubeconfig "user-$user" "$API_PORT" >"$PKI/$user.conf.part"
  mv "$PKI/$user.conf.part" "$PKI/$user.conf"
  echo "$PKI/$user.conf"
}

certificate() { # NAME SUBJECT [ALTERNATIVE-NAMES]
  openssl req -newkey rsa:2048 -nodes -subj "$2" -keyout "$PKI/$1.key" -out "$PKI/$1.csr"
  openssl x509 -req -in "$PKI/$1.csr" -CA "$PKI/ca.crt" -CAkey "$PKI/ca.key" -days 3650 -out "$PKI/$1.crt" \
    -set_serial "0x$(openssl rand -hex 8)" \
    -extfile <(printf 'extendedKeyUsage=serverAuth,clientAuth\n%s' "${3:+subjectAltName=$3}")
  rm "$PKI/$1.csr"
}

kubeconfig() { # CERTIFICATE PORT
  cat <<END
apiVersion: v1
kind: Config
clusters:
- name: dev-it
  cluster:
    server: https://127.0.0.1:$2
    certificate-authority-data: $(base64 -w0 "$PKI/ca.crt")
users:
- name: ${1#user-}
  user:
    client-certificate-data: $(base64 -w0 "$PKI/$1.crt")
    client-key-data: $(base64 -w0 "$PKI/$1.key")
contexts:
- name: dev-it
  context: {cluster: dev-it, user: "${1#user-}"}
current-context: dev-it
END
}
