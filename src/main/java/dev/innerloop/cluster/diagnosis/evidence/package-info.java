/** What a cluster reports about a pod: its status, its events, its log. */
@NullMarked
package dev.innerloop.cluster.diagnosis.evidence;

import org.jspecify.annotations.NullMarked;
