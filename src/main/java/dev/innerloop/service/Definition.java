package dev.innerloop.service;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The container and connection of a known type of service.
 *
 * @param username user name for apps; if empty, the app's name
 * @param secured whether it requires authentication
 * @param entries of the connection in addition to host, port and credentials, as templates
 */
record Definition(
    Container container, Optional<String> username, boolean secured, Map<String, String> entries) {
  Definition {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }
}
