package dev.innerloop.project.build;

/**
 * What follows from changed inputs of the project's plugins, after the plugins have run.
 *
 * @param resources whether resources have to be processed
 * @param wholeCompilation whether sources that have not changed may compile to something else
 */
public record Generated(boolean resources, boolean wholeCompilation) {}
