/** What pipelines read of a roll-out: a file of JSON, and one in JUnit's format. */
@NullMarked
package dev.innerloop.report;

import org.jspecify.annotations.NullMarked;
