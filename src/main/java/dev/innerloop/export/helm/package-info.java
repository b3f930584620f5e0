/** Export as a Helm chart. */
@NullMarked
package dev.innerloop.export.helm;

import org.jspecify.annotations.NullMarked;
