/** Registries as this machine reaches them: logins, sessions, and what may fail, in words. */
@NullMarked
package dev.innerloop.image.registry;

import org.jspecify.annotations.NullMarked;
