/** Runs the app apart from its libraries, so that it can end and start again inside its JVM. */
package dev.innerloop.launcher;
