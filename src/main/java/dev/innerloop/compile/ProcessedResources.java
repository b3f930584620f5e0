package dev.innerloop.compile;

import dev.innerloop.content.OutputChange;

/**
 * The result of processing resources.
 *
 * @param change what this session wrote and deleted itself
 * @param isUnknown whether the project's own build has processed them, which may have written
 *     anything
 */
public record ProcessedResources(OutputChange change, boolean isUnknown) {}
