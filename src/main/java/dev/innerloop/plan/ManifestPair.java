package dev.innerloop.plan;

import dev.innerloop.manifest.Resources;

/** The manifests of an app, in the release form and in dev mode. */
public record ManifestPair(Resources release, Resources dev) {}
