/** How an app is delivered to its replicas: the destinations of images. */
@NullMarked
package dev.innerloop.plan.delivery;

import org.jspecify.annotations.NullMarked;
