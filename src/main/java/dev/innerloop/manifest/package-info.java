/**
 * Kubernetes resources made from the project model, and the overlay that makes a workload a dev
 * one.
 */
@NullMarked
package dev.innerloop.manifest;

import org.jspecify.annotations.NullMarked;
