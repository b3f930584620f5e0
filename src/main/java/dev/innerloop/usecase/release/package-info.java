/** The deployment of an app in release form, and its reports for pipelines. */
@NullMarked
package dev.innerloop.usecase.release;

import org.jspecify.annotations.NullMarked;
