package dev.innerloop.image;

import java.nio.file.Path;

/**
 * A file that is pushed to the repository of an image and refers to the image.
 *
 * @param name display name
 * @param type media type
 */
public record Attachment(String name, String type, Path file) {}
