/**
 * Permissions in a namespace: which ones the plugin needs, which ones the user lacks, and access
 * for other users.
 */
@NullMarked
package dev.innerloop.cluster.access;

import org.jspecify.annotations.NullMarked;
