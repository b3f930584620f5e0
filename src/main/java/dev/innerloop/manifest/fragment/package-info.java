/**
 * The project's own resources: merged into the generated ones, added to them, or replacing them.
 */
@NullMarked
package dev.innerloop.manifest.fragment;

import org.jspecify.annotations.NullMarked;
