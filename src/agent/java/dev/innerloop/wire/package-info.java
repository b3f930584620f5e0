/** The bytes between a session and a supervisor: versioned, length-prefixed frames. */
package dev.innerloop.wire;
