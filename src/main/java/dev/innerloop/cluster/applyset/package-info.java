/**
 * Which resources are an app's, as a Kubernetes ApplySet (KEP-3659) keeps it, and the removal of
 * those that are no more.
 */
@NullMarked
package dev.innerloop.cluster.applyset;

import org.jspecify.annotations.NullMarked;
