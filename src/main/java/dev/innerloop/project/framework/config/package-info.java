/** The configuration files of an app: documents of properties, with profiles and placeholders. */
@NullMarked
package dev.innerloop.project.framework.config;

import org.jspecify.annotations.NullMarked;
