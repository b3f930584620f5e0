package dev.innerloop.manifest.settings;

/**
 * What holds configuration in the cluster.
 *
 * @param secret whether it is a Secret; else it is a ConfigMap
 */
public record Holder(boolean secret, String name) {}
