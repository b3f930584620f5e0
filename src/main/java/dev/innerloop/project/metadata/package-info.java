/** What describes a project to others: its name, licenses and commit. */
@NullMarked
package dev.innerloop.project.metadata;

import org.jspecify.annotations.NullMarked;
