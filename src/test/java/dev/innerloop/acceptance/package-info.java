/**
 * The product as its users meet it: real Maven processes, a real cluster, real edits.
 *
 * <p>{@link Bench} gives a test what it needs and takes it away again.
 */
package dev.innerloop.acceptance;
