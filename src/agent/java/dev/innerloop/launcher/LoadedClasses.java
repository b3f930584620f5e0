package dev.innerloop.launcher;

import java.util.Set;

/** What a loader has loaded, as only an agent can tell. */
public interface LoadedClasses {

  Set<String> namesOf(ClassLoader loader);
}
