/** Access to registries: names of images, credentials, sessions, and messages for failures. */
@NullMarked
package dev.innerloop.image.registry;

import org.jspecify.annotations.NullMarked;
