/** Transport to registries: hosts, proxies, TLS trust and retries. */
@NullMarked
package dev.innerloop.image.transport;

import org.jspecify.annotations.NullMarked;
