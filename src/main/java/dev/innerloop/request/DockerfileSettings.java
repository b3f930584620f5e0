package dev.innerloop.request;

import dev.innerloop.image.dockerfile.BuildTool;
import dev.innerloop.image.dockerfile.DockerfileSource;
import java.util.Optional;

/**
 * How the project's own Dockerfile is built.
 *
 * @param tool the one that the user names; empty for the first that works
 */
public record DockerfileSettings(DockerfileSource source, Optional<BuildTool> tool) {}
