/** Reports of a rollout for pipelines: one in JSON, and one in JUnit's format. */
@NullMarked
package dev.innerloop.report;

import org.jspecify.annotations.NullMarked;
