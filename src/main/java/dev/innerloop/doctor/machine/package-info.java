/** Problems of this machine. */
@NullMarked
package dev.innerloop.doctor.machine;

import org.jspecify.annotations.NullMarked;
