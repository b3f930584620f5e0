/** What an app needs beside it, such as a database: which ones, how they run, how it is told. */
@NullMarked
package dev.innerloop.service;

import org.jspecify.annotations.NullMarked;
