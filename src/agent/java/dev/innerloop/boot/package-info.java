/** Unpacks what runs in a replica: packed as one stream it is a third smaller. */
package dev.innerloop.boot;
