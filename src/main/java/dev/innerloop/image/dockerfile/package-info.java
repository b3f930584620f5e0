/** Images built from the project's own Dockerfile by docker, podman or buildah. */
@NullMarked
package dev.innerloop.image.dockerfile;

import org.jspecify.annotations.NullMarked;
