package dev.innerloop.plan.image;

import dev.innerloop.image.Attachment;
import dev.innerloop.image.Sbom;
import dev.innerloop.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bill of materials next to an image on disk. */
record BillOfMaterials(Path directory) {

  private Path file() {
    return directory.resolve("bom.json");
  }

  void write(byte[] json) {
    try {
      Files.write(file(), json);
    } catch (IOException e) {
      throw failed("written", e);
    }
  }

  /** One of another image would be misleading. */
  void delete() {
    try {
      Files.deleteIfExists(file());
    } catch (IOException e) {
      throw failed("deleted", e);
    }
  }

  /**
   * @throws Problem if there is none
   */
  Attachment attachment() {
    if (!Files.exists(file())) {
      throw new Problem(
          "dev.sbom is \"attach\", and the image was built without a bill of materials: "
              + file()
              + " does not exist",
          "Build it with one: mvn dev:image dev:push -Ddev.sbom=attach");
    }
    return new Attachment("bom.json", Sbom.TYPE, file());
  }

  private Problem failed(String what, IOException e) {
    return new Problem(
        "The bill of materials cannot be " + what + ": " + file() + ": " + e.getMessage(),
        "Make the directory writable, or free some disk space.",
        e);
  }
}
