/** The resources of what an app needs beside it, such as a database. */
@NullMarked
package dev.innerloop.manifest.service;

import org.jspecify.annotations.NullMarked;
