/** The resources of backing services, such as a database. */
@NullMarked
package dev.innerloop.manifest.service;

import org.jspecify.annotations.NullMarked;
