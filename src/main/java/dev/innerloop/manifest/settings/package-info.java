/** What users set of their resources in the POM. */
@NullMarked
package dev.innerloop.manifest.settings;

import org.jspecify.annotations.NullMarked;
