/** How a cluster creates namespaces, and for whom: plainly, by project requests, or by tenants. */
@NullMarked
package dev.innerloop.cluster.tenancy;

import org.jspecify.annotations.NullMarked;
