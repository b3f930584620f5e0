# Kubernetes itself: what runs inside the node, and in which order.
# shellcheck shell=bash

COMPONENTS=(etcd apiserver registry containerd controllers scheduler kubelet proxy dns registry-relay)
IMAGES=(pause:1 jre:17 jre-root:17 script:1)

cmd_up() {
  build_node
  lock_state
  if healthy; then
    open_api
    stage "runs already: $STATE/kubeconfig"
    return
  fi
  remove_node
  mkdir -p "$RUN"
  ON_FAILURE=remove_node
  quietly "$STATE/log/pki.log" make_pki
  kubeconfig admin "$API_PORT" >"$STATE/kubeconfig"
  chmod 600 "$STATE/kubeconfig"
  rm -rf "$STATE/etc"
  cp -r "$CLUSTER/etc" "$STATE/etc"
  stage "namespaces"
  open_space
  stage "etcd, API server, registry, containerd"
  start_storage
  stage "images"
  push_images
  await containerd 20 inside ctr version
  pull_image jre:17 9>&- &
  local pull=$!
  stage "controllers, kubelet, proxy, DNS"
  await apiserver 60 api /readyz
  start_node
  publish_registry
  await kubelet 60 node_ready
  await controllers 30 api /api/v1/namespaces/default/serviceaccounts/default # or the first pod is refused
  FAILURE_LOG=$STATE/log/pull.log
  wait "$pull"
  local component
  for component in "${COMPONENTS[@]}"; do await "$component" 0 running "$component"; done
  ON_FAILURE=''
  stage "ready: $STATE/kubeconfig"
}

cmd_down() {
  lock_state
  remove_node
}

cmd_env() {
  running first || die "no cluster runs in $STATE"
  printf 'export KUBECONFIG=%q DEV_IT_STATE=%q DEV_IT_REGISTRY=localhost:5000\n' "$STATE/kubeconfig" "$STATE"
}

cmd_cut() {
  lock_state
  stop api-relay
}

cmd_restore() {
  lock_state
  open_api
}

open_api() {
  running first || die "no cluster runs in $STATE"
  running api-relay || relay api-relay "$API_PORT" 6443
}

cmd_enter() {
  running first || die "no cluster runs in $STATE"
  inside "$@"
}

# In the foreground, for a test that runs a daemon of its own inside the node.
cmd_relay() {
  local first
  first=$(recorded first) || die "no cluster runs in $STATE"
  exec nsenter --target "$first" --pid "$(entry go)/relay" "127.0.0.1:$1" "/proc/$first/ns/net" "127.0.0.1:$1"
}

# One command at a time changes the node. The number is fixed so that daemons can be kept from
# inheriting the lock.
lock_state() {
  mkdir -p "$STATE/log" "$RUN"
  exec 9>"$STATE/lock"
  flock 9
}

remove_node() {
  close_space
  remove_cgroups "$ID"
  rm -rf "${RUN:?}" "${STATE:?}/var"
  rmdir --ignore-fail-on-non-empty /run/dev-it
}

healthy() {
  [[ -f $STATE/kubeconfig && -f $PKI/complete ]] || return 1 # deleted under it
  local component
  for component in first "${COMPONENTS[@]}"; do
    running "$component" || return 1
  done
  inside curl -sfk --max-time 5 https://127.0.0.1:6443/readyz
} >/dev/null 2>&1

start_storage() {
  start etcd "$(binary etcd)" --data-dir /var/lib/etcd --unsafe-no-fsync # nothing here outlives the machine
  start apiserver "$(binary node)" kube-apiserver \
    --etcd-servers=http://127.0.0.1:2379 \
    --advertise-address=10.88.0.1 \
    --service-cluster-ip-range=10.96.0.0/16 \
    --authorization-mode=Node,RBAC \
    --enable-admission-plugins=NodeRestriction \
    --allow-privileged=true \
    --client-ca-file=/run/node/pki/ca.crt \
    --tls-cert-file=/run/node/pki/apiserver.crt \
    --tls-private-key-file=/run/node/pki/apiserver.key \
    --kubelet-client-certificate=/run/node/pki/admin.crt \
    --kubelet-client-key=/run/node/pki/admin.key \
    --kubelet-preferred-address-types=InternalIP \
    --service-account-issuer=https://kubernetes.default.svc \
    --service-account-key-file=/run/node/pki/service-accounts.pub \
    --service-account-signing-key-file=/run/node/pki/service-accounts.key
  start registry docker-registry serve /run/node/etc/registry.yaml
  start containerd containerd --config /run/node/etc/containerd.toml
  open_api
  relay registry-relay 5000 5000 # one name for the registry, for jib here and for containerd there
}

start_node() {
  start controllers "$(binary node)" kube-controller-manager \
    --kubeconfig=/run/node/pki/kube-controller-manager.conf \
    --leader-elect=false \
    --root-ca-file=/run/node/pki/ca.crt \
    --service-account-private-key-file=/run/node/pki/service-accounts.key \
    --use-service-account-credentials=true
  start scheduler "$(binary node)" kube-scheduler --kubeconfig=/run/node/pki/kube-scheduler.conf --leader-elect=false
  start kubelet "$(binary node)" kubelet \
    --config=/run/node/etc/kubelet.yaml \
    --kubeconfig=/run/node/pki/kubelet.conf \
    --cgroup-root="/dev-it-$ID" `# apart from the pods of another kubelet on this machine` \
    --hostname-override=devnode \
    --node-ip=10.88.0.1
  start proxy "$(binary node)" kube-proxy --config=/run/node/etc/proxy.yaml
  start dns "$(binary dns)" -conf /run/node/etc/Corefile
}

binary() { printf '/run/cache/%s/%s' "$(basename "$(entry go)")" "$1"; }

push_images() {
  await registry 20 curl -sf http://127.0.0.1:5000/v2/
  local image
  for image in "${IMAGES[@]}"; do push_image "$(entry images)" "$image"; done
}

push_image() { # ENTRY IMAGE
  quietly "$STATE/log/push.log" skopeo copy --quiet --dest-tls-verify=false "oci:$1/layout:$2" "docker://127.0.0.1:5000/$2"
}

# What the tests' first pods would wait for.
pull_image() {
  inside ctr -n k8s.io images pull --plain-http "localhost:5000/$1" >"$STATE/log/pull.log" 2>&1
}

# api PATH [CURL-ARGUMENTS…]: a request to the API server as admin, as tests reach it.
api() {
  local path=$1
  shift
  curl -sf --max-time 5 --cacert "$PKI/ca.crt" --cert "$PKI/admin.crt" --key "$PKI/admin.key" "$@" "https://127.0.0.1:$API_PORT$path"
}

node_ready() {
  api /api/v1/nodes/devnode | jq -e '.status.conditions[] | select(.type == "Ready" and .status == "True")'
}

# How tools find a cluster's local registry (KEP-1755).
publish_registry() {
  await apiserver 30 api /api/v1/namespaces/kube-public
  jq -n '{metadata: {name: "local-registry-hosting"}, data: {"localRegistryHosting.v1": "host: \"localhost:5000\"\n"}}' |
    api /api/v1/namespaces/kube-public/configmaps -H 'Content-Type: application/json' --data-binary @- >/dev/null
}
