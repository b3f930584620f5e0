package dev.innerloop.replica;

import dev.innerloop.content.Inventory;
import dev.innerloop.wire.Launch;

/**
 * What every replica of an app is to hold and run. Of two, the one with the higher number is newer.
 *
 * @param number counts the revisions of one session, from 1
 */
public record Revision(long number, Inventory inventory, Launch launch) {}
