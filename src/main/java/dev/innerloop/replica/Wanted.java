package dev.innerloop.replica;

import dev.innerloop.content.Inventory;

/**
 * What every replica of an app is to hold and run. Of two, the one with the higher number is newer.
 *
 * @param update counts the updates of one session, from 1
 */
public record Wanted(long update, Inventory inventory, Launch launch) {}
