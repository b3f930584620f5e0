package dev.innerloop.loop.request;

import dev.innerloop.manifest.fragment.ProjectManifests;
import dev.innerloop.manifest.settings.WorkloadSettings;
import dev.innerloop.project.App;

/**
 * An app with what the user said of it.
 *
 * @param workload what its resources are to have
 * @param manifests the project's own resources
 * @param recreate whether resources that cannot be changed may be deleted and created again
 */
public record AppRequest(
    App app,
    ImageSettings image,
    SessionSettings session,
    WorkloadSettings workload,
    ProjectManifests manifests,
    boolean recreate) {}
