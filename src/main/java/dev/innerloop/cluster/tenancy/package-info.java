/**
 * How a cluster creates namespaces, and for whom: plainly, by project requests, or by tenants; and
 * what a tenant may use.
 */
@NullMarked
package dev.innerloop.cluster.tenancy;

import org.jspecify.annotations.NullMarked;
