/** What happens, in the words of users; and what turns the news of other packages into it. */
@NullMarked
package dev.innerloop.loop.event;

import org.jspecify.annotations.NullMarked;
