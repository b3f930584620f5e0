/** What runs inside the JVM of the app: redefines classes on request. */
package dev.innerloop.agent;
