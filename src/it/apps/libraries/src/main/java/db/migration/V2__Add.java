package db.migration;

import java.sql.Statement;
import org.acme.libraries.Text;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

public class V2__Add extends BaseJavaMigration {

  @Override
  public void migrate(Context context) throws Exception {
    try (Statement statement = context.getConnection().createStatement()) {
      statement.execute("insert into book values ('" + Text.value() + "')");
    }
  }
}
