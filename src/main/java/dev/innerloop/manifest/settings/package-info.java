/** The settings for resources in the POM. */
@NullMarked
package dev.innerloop.manifest.settings;

import org.jspecify.annotations.NullMarked;
