/** Registries as this machine reaches them: logins, what goes over the wire, and what may fail. */
@NullMarked
package dev.innerloop.image.registry;

import org.jspecify.annotations.NullMarked;
