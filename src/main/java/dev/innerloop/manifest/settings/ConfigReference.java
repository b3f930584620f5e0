package dev.innerloop.manifest.settings;

/**
 * A reference to a ConfigMap or Secret.
 *
 * @param secret whether it is a Secret; else it is a ConfigMap
 */
public record ConfigReference(boolean secret, String name) {}
