package dev.innerloop.service;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a service of a known type runs, and how it is reached.
 *
 * @param username as whom apps log in; empty takes the app's name
 * @param secured whether there is a login at all
 * @param entries of the connection beside host, port and login, as templates over those
 */
record Definition(
    Container container, Optional<String> username, boolean secured, Map<String, String> entries) {
  Definition {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }
}
