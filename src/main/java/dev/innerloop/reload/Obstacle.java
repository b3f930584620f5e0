package dev.innerloop.reload;

/**
 * What stands against redefining a class.
 *
 * @param onlyIfLoaded whether all is well as long as the app has not loaded the class
 */
record Obstacle(String reason, boolean onlyIfLoaded) {}
