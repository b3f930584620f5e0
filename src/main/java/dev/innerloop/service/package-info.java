/**
 * The databases and other services that an app needs: where they are found, how they are described,
 * and how the app connects to them.
 */
@NullMarked
package dev.innerloop.service;

import org.jspecify.annotations.NullMarked;
