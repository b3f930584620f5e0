/** Bill of materials of an image, for vulnerability and license scanners. */
@NullMarked
package dev.innerloop.image.sbom;

import org.jspecify.annotations.NullMarked;
