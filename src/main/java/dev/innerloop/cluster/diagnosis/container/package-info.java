/** Why a container does not run or is not ready. */
@NullMarked
package dev.innerloop.cluster.diagnosis.container;

import org.jspecify.annotations.NullMarked;
