package dev.innerloop.image;

import java.nio.file.Path;

/**
 * A file that is to be kept beside an image in its repository.
 *
 * @param name what users are shown
 * @param type media type
 */
public record Attachment(String name, String type, Path file) {}
