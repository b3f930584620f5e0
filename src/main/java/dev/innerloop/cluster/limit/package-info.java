/** What a tenant may use of registries, hosts, storage and accounts, told where it stops a run. */
@NullMarked
package dev.innerloop.cluster.limit;

import org.jspecify.annotations.NullMarked;
