/** What apps need beside them, in a namespace: brought up, and how it is connected to. */
@NullMarked
package dev.innerloop.cluster.service;

import org.jspecify.annotations.NullMarked;
