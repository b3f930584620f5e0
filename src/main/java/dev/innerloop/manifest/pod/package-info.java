/** The pods of an app: container, probes, volumes, environment. */
@NullMarked
package dev.innerloop.manifest.pod;

import org.jspecify.annotations.NullMarked;
