/** The way to registries: hosts, proxies, TLS that is trusted, and another try. */
@NullMarked
package dev.innerloop.image.transport;

import org.jspecify.annotations.NullMarked;
