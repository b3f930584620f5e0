/** The process that owns a workspace and the JVM of the app in it. */
package dev.innerloop.supervisor;
