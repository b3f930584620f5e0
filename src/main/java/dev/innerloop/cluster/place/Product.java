package dev.innerloop.cluster.place;

/** What local clusters are made by. */
public enum Product {
  KIND,
  K3D,
  MINIKUBE,
  DOCKER_DESKTOP,
  RANCHER_DESKTOP,
  COLIMA,
  ORBSTACK
}
