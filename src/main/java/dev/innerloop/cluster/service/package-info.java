/** The backing services of apps in a namespace: their deployment, and their connection settings. */
@NullMarked
package dev.innerloop.cluster.service;

import org.jspecify.annotations.NullMarked;
