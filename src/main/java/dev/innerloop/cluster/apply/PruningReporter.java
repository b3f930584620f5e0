package dev.innerloop.cluster.apply;

import dev.innerloop.cluster.applyset.Member;
import dev.innerloop.cluster.applyset.Pruning;
import dev.innerloop.manifest.ResourceName;

/** Reports what pruning did. */
record PruningReporter(ApplyListener listener) implements Pruning.Listener {

  @Override
  public void pruned(Member member) {
    listener.applied(
        new ResourceName(member.kind().kind(), member.name()), ApplyListener.Outcome.PRUNED);
  }

  @Override
  public void kept(Member member) {
    listener.noted(
        member.title()
            + " is not in the configuration any more. It is kept, and no longer managed by this"
            + " plugin.");
  }

  @Override
  public void refused(Member member, String reason) {
    listener.noted(
        member.title()
            + " is not in the configuration any more, and you are not allowed to delete it: "
            + reason);
  }
}
