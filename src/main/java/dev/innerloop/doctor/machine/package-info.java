/** What may be wrong with this machine. */
@NullMarked
package dev.innerloop.doctor.machine;

import org.jspecify.annotations.NullMarked;
