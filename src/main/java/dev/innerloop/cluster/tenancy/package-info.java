/** How a cluster hands out namespaces, and to whom: plainly, by projects, or by tenants. */
@NullMarked
package dev.innerloop.cluster.tenancy;

import org.jspecify.annotations.NullMarked;
