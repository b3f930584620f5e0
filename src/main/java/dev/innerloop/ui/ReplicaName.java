package dev.innerloop.ui;

/**
 * The name of a replica in lines for people.
 *
 * @param text such as {@code shop-x7k2p}
 * @param number of the replica in order of appearance, from 0: decides its color
 */
public record ReplicaName(String text, int number) {}
