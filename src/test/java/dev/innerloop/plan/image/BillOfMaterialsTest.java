package dev.innerloop.plan.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.innerloop.image.Attachment;
import dev.innerloop.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BillOfMaterialsTest {

  @TempDir Path folder;

  @Test
  void isAttachedAsItWasWritten() throws Exception {
    BillOfMaterials bill = new BillOfMaterials(folder);

    bill.write("{}".getBytes(UTF_8));

    Attachment attachment = bill.attachment();
    assertThat(attachment.name()).isEqualTo("bom.json");
    assertThat(attachment.type()).isEqualTo("application/vnd.cyclonedx+json");
    assertThat(Files.readString(attachment.file())).isEqualTo("{}");
  }

  @Test
  void ofAnotherImageIsGone() {
    BillOfMaterials bill = new BillOfMaterials(folder);
    bill.write("{}".getBytes(UTF_8));

    bill.delete();
    bill.delete();

    assertThatThrownBy(bill::attachment)
        .hasMessage(
            "dev.sbom is \"attach\", and the image was built without a bill of materials: "
                + folder.resolve("bom.json")
                + " does not exist")
        .extracting(problem -> ((Problem) problem).remedy())
        .isEqualTo("Build it with one: mvn dev:image dev:push -Ddev.sbom=attach");
  }

  @Test
  void saysWhyItCannotBeWritten() {
    Path missing = folder.resolve("missing");

    assertThatThrownBy(() -> new BillOfMaterials(missing).write(new byte[0]))
        .hasMessageStartingWith(
            "The bill of materials cannot be written: " + missing.resolve("bom.json") + ": ");
  }
}
