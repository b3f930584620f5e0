package dev.innerloop.loop;

import dev.innerloop.project.App;

/** An app with what the user said of it. */
public record AppRequest(App app, ImageSettings image, SessionSettings session) {}
