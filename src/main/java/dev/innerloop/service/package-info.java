/**
 * Backing services of an app, such as databases: their selection, their containers, and the app's
 * configuration for them.
 */
@NullMarked
package dev.innerloop.service;

import org.jspecify.annotations.NullMarked;
