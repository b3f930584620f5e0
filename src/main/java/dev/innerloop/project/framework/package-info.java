/**
 * The app's own configuration: its files with profiles and placeholders, and one reader of
 * endpoints for each framework.
 */
@NullMarked
package dev.innerloop.project.framework;

import org.jspecify.annotations.NullMarked;
