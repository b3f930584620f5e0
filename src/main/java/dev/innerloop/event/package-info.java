/** What happens, in the terms of users; and adapters that report what other packages observe. */
@NullMarked
package dev.innerloop.event;

import org.jspecify.annotations.NullMarked;
