package dev.innerloop.plan;

import dev.innerloop.manifest.Resources;

/**
 * An app in the release form.
 *
 * @param manifests as they are written to files
 * @param applied the same with our image pull Secret, which is written to no file
 */
public record Release(Resources manifests, Resources applied) {}
