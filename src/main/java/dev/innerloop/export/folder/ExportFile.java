package dev.innerloop.export.folder;

/**
 * A file of an export.
 *
 * @param path below the folder, with slashes
 * @param start whether it is a start for users to go on from: once it differs from what was written
 *     it is theirs. All other files are ours for good
 */
public record ExportFile(String path, String text, boolean start) {

  /** The first line of a file of YAML that is ours. */
  public static final String HEADER =
      "# Written by dev:export: change the POM or src/main/kubernetes, and export again.\n";

  /** The first lines of a file of YAML to go on from. */
  public static String startHeader(String environment) {
    return "# What is different in "
        + environment
        + ". Yours to edit: dev:export leaves it alone once you have.\n";
  }

  /** One that each export writes anew. */
  public static ExportFile generated(String path, String text) {
    return new ExportFile(path, text, false);
  }

  /** One that users go on from. */
  public static ExportFile start(String path, String text) {
    return new ExportFile(path, text, true);
  }
}
