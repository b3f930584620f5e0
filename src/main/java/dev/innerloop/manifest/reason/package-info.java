/** The origin of each field of the resources, recorded while they are generated. */
@NullMarked
package dev.innerloop.manifest.reason;

import org.jspecify.annotations.NullMarked;
