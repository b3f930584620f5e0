/**
 * Which resources belong to an app, recorded as a Kubernetes ApplySet (KEP-3659), and the deletion
 * of those that are obsolete.
 */
@NullMarked
package dev.innerloop.cluster.applyset;

import org.jspecify.annotations.NullMarked;
