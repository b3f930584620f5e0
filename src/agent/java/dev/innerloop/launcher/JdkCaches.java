package dev.innerloop.launcher;

import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.ResourceBundle;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/** What the JDK keeps of an app that has ended. */
final class JdkCaches {

  private JdkCaches() {}

  static void forget(ClassLoader app, JdkInternals internals) {
    ResourceBundle.clearCache(app);
    try {
      Class.forName("java.beans.Introspector").getMethod("flushCaches").invoke(null);
      forgetBeansOf(app);
      forgetDriversOf(app, internals);
    } catch (ReflectiveOperationException | JMException | LinkageError e) {
      // A runtime without these modules keeps nothing in them.
      return;
    }
  }

  /** Its own method refuses: only a class that sees a driver may deregister it. */
  private static void forgetDriversOf(ClassLoader app, JdkInternals internals)
      throws ReflectiveOperationException {
    Class<?> manager = Class.forName("java.sql.DriverManager");
    Collection<?> registered = (Collection<?>) internals.get(manager, "registeredDrivers", null);
    for (Object each : registered) { // a copy
      Object driver = internals.get(each.getClass(), "driver", each);
      if (driver.getClass().getClassLoader() == app) {
        registered.remove(each);
      }
    }
    // It looks for drivers once: those of libraries stay, that of the app's next run is a new
    // class.
    internals.set(manager, "driversInitialized", null, false);
  }

  /** A bean of the same name could not be registered again. */
  private static void forgetBeansOf(ClassLoader app) throws JMException {
    if (MBeanServerFactory.findMBeanServer(null).isEmpty()) {
      return;
    }
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    for (ObjectName name : server.queryNames(null, null)) {
      if (server.getClassLoaderFor(name) == app) {
        server.unregisterMBean(name);
      }
    }
  }
}
