package org.acme.libraries;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;

public class AcmeDriver implements Driver {

  static {
    try {
      DriverManager.registerDriver(new AcmeDriver());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Connection connect(String url, Properties properties) {
    return acceptsURL(url)
        ? (Connection)
            Proxy.newProxyInstance(
                AcmeDriver.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) ->
                    method.getName().equals("nativeSQL") ? Text.value() : null)
        : null;
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith("jdbc:acme:");
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }
}
