/**
 * Exports an app's resources as files for GitOps: plain, as a Kustomize base, or as a Helm chart.
 */
@NullMarked
package dev.innerloop.export;

import org.jspecify.annotations.NullMarked;
