/**
 * What a tenant may use of registries, hosts, storage and ServiceAccounts, explained when a limit
 * stops a run.
 */
@NullMarked
package dev.innerloop.cluster.limit;

import org.jspecify.annotations.NullMarked;
