/** Where it is said which services an app needs: on its class path, in files, by the user. */
@NullMarked
package dev.innerloop.service.source;

import org.jspecify.annotations.NullMarked;
