package dev.innerloop.cluster.discovery;

/** Products that create local clusters. */
public enum Product {
  KIND,
  K3D,
  MINIKUBE,
  DOCKER_DESKTOP,
  RANCHER_DESKTOP,
  COLIMA,
  ORBSTACK
}
