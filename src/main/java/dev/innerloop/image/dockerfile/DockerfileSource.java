package dev.innerloop.image.dockerfile;

import java.nio.file.Path;

/**
 * What an image is built from.
 *
 * @param context the folder that the Dockerfile copies from
 */
public record DockerfileSource(Path dockerfile, Path context) {}
