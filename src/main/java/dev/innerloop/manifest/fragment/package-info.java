/**
 * The project's own resources: merged into the generated ones, added to them, or in their place.
 */
@NullMarked
package dev.innerloop.manifest.fragment;

import org.jspecify.annotations.NullMarked;
