package dev.innerloop.session;

import dev.innerloop.problem.Problem;

/**
 * An app that its {@link Target} has checked: nothing that is known keeps it from running there.
 */
public interface PreparedApp {

  /**
   * Deploys the app, without waiting until it is ready.
   *
   * @param attach whether to keep what already runs, where that is possible
   * @throws Problem if it cannot be deployed
   * @throws InterruptedException if the session is to end
   */
  DeployedApp deploy(boolean attach) throws InterruptedException;
}
