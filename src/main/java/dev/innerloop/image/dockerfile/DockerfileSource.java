package dev.innerloop.image.dockerfile;

import java.nio.file.Path;

/**
 * The source of an image.
 *
 * @param context directory of the build context
 */
public record DockerfileSource(Path dockerfile, Path context) {}
