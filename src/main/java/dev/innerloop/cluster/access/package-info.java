/** Rights in a namespace: which the loop needs, which a user lacks, and which others are given. */
@NullMarked
package dev.innerloop.cluster.access;

import org.jspecify.annotations.NullMarked;
