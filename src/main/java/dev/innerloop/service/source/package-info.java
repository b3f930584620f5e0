/** Sources of backing services: the class path, files of the project, and the user's settings. */
@NullMarked
package dev.innerloop.service.source;

import org.jspecify.annotations.NullMarked;
