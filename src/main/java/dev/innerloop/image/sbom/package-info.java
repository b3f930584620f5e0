/** What an image is made of, for those who look for vulnerabilities and licenses. */
@NullMarked
package dev.innerloop.image.sbom;

import org.jspecify.annotations.NullMarked;
